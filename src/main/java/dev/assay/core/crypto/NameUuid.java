package dev.assay.core.crypto;

import dev.assay.core.problem.BugException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * UUIDs that follow from a name, for formats that demand a UUID where we have a digest. The same
 * name gives the same one. It is an identifier and no protection: SHA-1, which version 5 is made
 * with, is broken, so nothing is compared by it. Source: RFC 9562, 5.5.
 */
public final class NameUuid {
  /** The name space of URLs, RFC 9562 6.6. */
  private static final String URL = "6ba7b8119dad11d180b400c04fd430c8";

  private NameUuid() {}

  /** Gives the version 5 UUID of a URL, in lower case with hyphens. */
  public static String of(String url) {
    MessageDigest hasher = hasher();
    hasher.update(HexFormat.of().parseHex(URL));
    byte[] hash = hasher.digest(url.getBytes(StandardCharsets.UTF_8));
    hash[6] = (byte) ((hash[6] & 0x0F) | 0x50);
    hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
    String hex = HexFormat.of().formatHex(hash, 0, 16);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  private static MessageDigest hasher() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new BugException("every JDK has SHA-1: " + e.getMessage());
    }
  }
}
