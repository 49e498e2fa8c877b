package dev.assay.app.offline.question;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;

/** Verifies a bundle, then keeps exactly what was verified as the baseline of a key. */
public final class KeepBaseline {
  private final BundleFiles bundles;
  private final BaselineFiles baselines;

  /** Makes one that works through two ports. */
  public KeepBaseline(BundleFiles bundles, BaselineFiles baselines) {
    this.bundles = bundles;
    this.baselines = baselines;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** The bundle is intact; this became of keeping it. */
    record Tried(BaselineFiles.Keeping keeping, String archiveSha256) implements Outcome {}

    /** The bundle is broken or cannot be read. */
    record Refused(VerifyReport report) implements Outcome {}
  }

  /** Keeps a bundle; {@code replace} says whether the one that is there gives way. */
  public Outcome keep(String path, String directory, BaselineKey key, boolean replace) {
    BundleReading reading =
        BundleReading.read(
            bundles, path, BundleLimits.DEFAULT, BundleFiles.Passes.TWO, EventSink.NONE);
    return switch (reading) {
      case BundleReading.Unread unread -> new Outcome.Refused(unread.report());
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Intact intact -> {
        String digest = intact.verdict().bundle().archiveDigest();
        yield new Outcome.Tried(
            baselines.keep(directory, key, path, digest, replace, bundles), digest);
      }
    };
  }
}
