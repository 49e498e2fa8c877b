package dev.assay.core.evidence;

import dev.assay.core.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Identity of an ordered list of observations ({@code evidence.md} 2.3). One writer. */
public final class RunRoot {
  private final MessageDigest hasher = Sha256.hasher();

  /** Appends a content hash, prefix included. */
  public void add(String contentHash) {
    hasher.update(contentHash.getBytes(StandardCharsets.UTF_8));
    hasher.update((byte) '\n');
  }

  /** Gives the root; call once. */
  public String text() {
    return Sha256.PREFIX + HexFormat.of().formatHex(hasher.digest());
  }
}
