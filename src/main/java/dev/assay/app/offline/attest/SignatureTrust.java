package dev.assay.app.offline.attest;

import dev.assay.core.attest.TrustSet;

/** Whose signatures count. */
public sealed interface SignatureTrust {
  /** Nothing was said about it: signatures are not checked. */
  record NotGiven() implements SignatureTrust {}

  /**
   * These keys.
   *
   * @param keys the keys
   * @param threshold so many different ones must have signed, at least 1
   */
  record Given(TrustSet keys, int threshold) implements SignatureTrust {}
}
