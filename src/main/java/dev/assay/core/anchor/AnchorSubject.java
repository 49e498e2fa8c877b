package dev.assay.core.anchor;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.BugException;
import java.util.HexFormat;

/**
 * What is anchored: one archive. Both members are {@code sha256:} and 64 lower-case hex digits.
 *
 * @param archiveSha256 digest of the archive's bytes
 * @param bundleId the bundle id of its manifest
 */
public record AnchorSubject(String archiveSha256, String bundleId) {
  private static final int LENGTH = Sha256.PREFIX.length() + 64;

  /** Checks the form of both members. */
  public AnchorSubject {
    if (!isDigest(archiveSha256) || !isDigest(bundleId)) {
      throw new BugException("a subject is named by two digests");
    }
  }

  private static boolean isDigest(String text) {
    boolean digest = text.length() == LENGTH && text.startsWith(Sha256.PREFIX);
    for (int i = Sha256.PREFIX.length(); digest && i < LENGTH; i++) {
      char c = text.charAt(i);
      digest = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return digest;
  }

  /** Gives the 32 bytes of the archive digest. */
  public byte[] archiveDigest() {
    return HexFormat.of().parseHex(archiveSha256, Sha256.PREFIX.length(), LENGTH);
  }
}
