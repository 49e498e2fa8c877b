package dev.assay.core.json;

/** UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
public final class Utf8 {
  private Utf8() {}

  /**
   * Gives the length of the well-formed sequence that starts at {@code at} with a byte of 0x80 or
   * above, or 0 when it is not well-formed or is cut by {@code end}.
   */
  public static int sequenceLength(byte[] in, int at, int end) {
    int lead = in[at] & 0xFF;
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (at + length > end) {
      return 0;
    }
    int second = in[at + 1] & 0xFF;
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((in[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /** Gives the code point of a sequence that {@link #sequenceLength} accepted. */
  static int codePoint(byte[] in, int at, int length) {
    int value = in[at] & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      value = (value << 6) | (in[at + i] & 0x3F);
    }
    return value;
  }

  /** Says whether {@code in[from, to)} is well-formed. */
  public static boolean isValid(byte[] in, int from, int to) {
    int at = from;
    while (at < to) {
      if (in[at] >= 0) {
        at++;
        continue;
      }
      int length = sequenceLength(in, at, to);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }
}
