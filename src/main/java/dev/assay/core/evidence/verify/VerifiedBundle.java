package dev.assay.core.evidence.verify;

import dev.assay.core.problem.BugException;

/**
 * The token that says: the structure of this bundle was verified. Only {@link BundleVerifier} makes
 * one. It holds no events; who needs them reads the bundle again and compares the archive digest.
 */
public final class VerifiedBundle {
  private final BundleFacts facts;

  VerifiedBundle(BundleFacts facts) {
    this.facts = facts;
  }

  /** Gives what is known of the bundle. */
  public BundleFacts facts() {
    return facts;
  }

  /** Gives {@code sha256:<hex>} of the archive bytes. */
  public String archiveDigest() {
    String digest = facts.archive().sha256();
    if (digest == null) {
      throw new BugException("an intact archive was read to its end");
    }
    return digest;
  }

  /** Gives what the manifest says. */
  public BundleFacts.Manifest manifest() {
    BundleFacts.Manifest manifest = facts.manifest();
    if (manifest == null) {
      throw new BugException("an intact bundle has a manifest");
    }
    return manifest;
  }
}
