package dev.assay.core.policy.rule;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.policy.scope.FileSystemView;

/**
 * Where a policy is applied: what rules need beyond the call and the state.
 *
 * @param files the files of the upstream, as far as they are visible
 * @param digests the key of hashed arguments
 */
public record Site(FileSystemView files, KeyedDigest digests) {
  /**
   * Nowhere: for questions about a policy. No files are visible, and hashes are made with a key
   * that everybody knows, so nothing that was redacted here may be sent.
   */
  public static final Site TRIAL =
      new Site(
          FileSystemView.NONE,
          KeyedDigest.named("trial", SecretBytes.takingOver(new byte[KeyedDigest.KEY_BYTES])));
}
