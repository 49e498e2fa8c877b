package dev.assay.core.crypto.timestamp;

import java.util.Optional;

/**
 * Walks DER before a library builds objects of it: one value with definite, shortest lengths,
 * bounded in size, depth and number of parts. It does not look into strings.
 */
final class DerShape {
  /** A token with a chain of certificates and its signature needs 5 to 10. */
  static final int MAX_BYTES = 64 * 1024;

  /** A token with certificates nests 12 deep. */
  private static final int MAX_DEPTH = 32;

  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1F;

  private final byte[] der;
  private int at;

  private DerShape(byte[] der) {
    this.der = der;
  }

  /** Says what is wrong with the bytes; empty when they have the shape. */
  static Optional<String> complaint(byte[] der) {
    return new DerShape(der).walk();
  }

  private Optional<String> walk() {
    int[] ends = new int[MAX_DEPTH];
    int depth = 0;
    ends[0] = der.length;
    while (at < der.length) {
      while (at == ends[depth] && depth > 0) {
        depth--;
      }
      if (depth == 0 && at > 0) {
        return Optional.of("bytes follow the value");
      }
      int start = at;
      int tag = der[at++] & 0xFF;
      int length = (tag & LONG_TAG) == LONG_TAG ? -1 : length();
      if (length < 0 || length > ends[depth] - at) {
        return Optional.of("no tag and length at byte " + start);
      }
      if ((tag & CONSTRUCTED) == 0) {
        at += length;
      } else if (depth + 1 == MAX_DEPTH) {
        return Optional.of("nested deeper than " + MAX_DEPTH);
      } else {
        ends[++depth] = at + length;
      }
    }
    while (depth > 0 && ends[depth] == at) {
      depth--;
    }
    return depth == 0 && at > 0 ? Optional.empty() : Optional.of("it ends inside a value");
  }

  /** Reads a length; -1 when it is indefinite, not the shortest form, or cut off. */
  private int length() {
    if (at == der.length) {
      return -1;
    }
    int first = der[at++] & 0xFF;
    if (first < 0x80) {
      return first;
    }
    int bytes = first & 0x7F;
    if (bytes == 0 || bytes > 3 || at + bytes > der.length) {
      return -1;
    }
    int length = 0;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | (der[at++] & 0xFF);
    }
    boolean shortest = length >= 0x80 && length >>> (8 * (bytes - 1)) != 0;
    return shortest ? length : -1;
  }
}
