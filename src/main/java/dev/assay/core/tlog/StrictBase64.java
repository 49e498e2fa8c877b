package dev.assay.core.tlog;

import dev.assay.core.crypto.Base64Text;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Standard Base64 with padding, one spelling for each byte string (RFC 4648, 4 and 3.5). */
final class StrictBase64 {
  private StrictBase64() {}

  /** Gives the bytes; empty when the text is not their one spelling. */
  static Optional<byte[]> decode(String text) {
    return Base64Text.decode(text);
  }

  /** Gives the bytes when there are exactly so many. */
  static Optional<byte[]> decode(String text, int length) {
    return decode(text).filter(bytes -> bytes.length == length);
  }

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static boolean same(byte[] one, byte[] other) {
    return Arrays.equals(one, other);
  }
}
