package dev.assay.core.crypto;

import dev.assay.core.problem.BugException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), from the JDK. */
public final class Sha256 {
  /** What a digest is prefixed with in every document of ours. */
  public static final String PREFIX = "sha256:";

  private Sha256() {}

  /** Gives a fresh hasher for streams. */
  public static MessageDigest hasher() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new BugException("every JDK has SHA-256", e);
    }
  }

  /** Gives the 32 digest bytes. */
  public static byte[] digest(byte[] bytes) {
    return hasher().digest(bytes);
  }

  /** Gives {@code sha256:} and 64 lower-case hex digits. */
  public static String text(byte[] bytes) {
    return PREFIX + hex(bytes);
  }

  /** Gives 64 lower-case hex digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(digest(bytes));
  }
}
