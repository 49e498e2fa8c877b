package dev.assay.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON text under construction as UTF-8 bytes, for what is written once a call. Whoever uses it
 * sees to it that the members stand in canonical order. Not thread-safe.
 */
public final class ByteLine {
  private byte[] bytes;
  private int count;

  /** Begins an empty line with room for so many bytes; it grows when they do not suffice. */
  public ByteLine(int firstBytes) {
    bytes = new byte[firstBytes];
  }

  /** Adds bytes as they are. */
  public ByteLine put(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, count, text.length);
    count += text.length;
    return this;
  }

  /** Adds text as it is. */
  public ByteLine put(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number. */
  public ByteLine put(long number) {
    if (number < 0) {
      return put(Long.toString(number));
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return put(number, digits);
  }

  /** Adds a number that is not negative with so many digits, zeros in front. */
  public ByteLine put(long number, int digits) {
    reserve(digits);
    long rest = number;
    for (int i = count + digits - 1; i >= count; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    count += digits;
    return this;
  }

  /** Adds text as a JSON string. */
  public ByteLine putQuoted(String text) {
    int length = text.length();
    reserve(length + 2);
    int at = count;
    bytes[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\') {
        return put(CanonicalJson.quote(text));
      }
      bytes[at++] = (byte) c;
    }
    bytes[at++] = '"';
    count = at;
    return this;
  }

  private void reserve(int more) {
    if (count + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + more));
    }
  }

  /** Gives the bytes so far. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, count);
  }
}
