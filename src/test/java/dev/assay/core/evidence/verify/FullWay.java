package dev.assay.core.evidence.verify;

/** Verifies with the full way for every line, to compare the quick one with. */
final class FullWay {
  private FullWay() {}

  static Verdict verify(byte[] archive, EventSink sink) {
    BundleVerifier verifier = new BundleVerifier(BundleLimits.DEFAULT, sink, LineWays.FULL_ONLY);
    verifier.feed(archive, 0, archive.length);
    return verifier.finish();
  }
}
