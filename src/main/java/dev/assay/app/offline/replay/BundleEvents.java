package dev.assay.app.offline.replay;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;

/** The events of a bundle that is read twice: once to verify it, once to decide its calls. */
interface BundleEvents {
  /** Takes the next event. */
  void event(long seq, Json.Obj event);

  /** Reads a bundle and hands on its events. */
  static BundleReading read(BundleFiles files, String path, BundleEvents to) {
    EventSink sink =
        new EventSink() {
          @Override
          public void event(long seq, Json.Obj event, byte[] line, int from, int end) {
            to.event(seq, event);
          }
        };
    return BundleReading.read(files, path, BundleLimits.DEFAULT, BundleFiles.Passes.TWO, sink);
  }

  /** Says whether the second reading was of the bundle that was verified. */
  static boolean isSame(BundleReading again, VerifiedBundle bundle) {
    return again instanceof BundleReading.Intact intact
        && intact.verdict().bundle().archiveDigest().equals(bundle.archiveDigest());
  }
}
