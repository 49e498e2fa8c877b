package dev.assay.app.record;

import dev.assay.core.evidence.BundleIdentity;

/** Signs finished bundles. Port: statements and keys are not this package's business. */
public interface BundleSigner {
  /** Gives the id of the key, as seals name it. */
  String keyId();

  /** Gives the signed statement about a bundle, as the file beside it holds it. */
  byte[] envelope(BundleIdentity facts);
}
