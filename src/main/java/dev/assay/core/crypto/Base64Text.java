package dev.assay.core.crypto;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64 of RFC 4648 section 4, padded, one spelling for one value: what decodes differently in two
 * readers is no signature text. The JDK's decoder alone also takes missing padding and stray bits.
 */
public final class Base64Text {
  private Base64Text() {}

  /** Gives the bytes; empty when the text is not the encoding of any. */
  public static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Gives the bytes when there are exactly so many. */
  public static Optional<byte[]> decode(String text, int length) {
    return decode(text).filter(bytes -> bytes.length == length);
  }

  /** Gives the one spelling. */
  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
