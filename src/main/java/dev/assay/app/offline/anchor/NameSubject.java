package dev.assay.app.offline.anchor;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.evidence.verify.VerifiedBundle;

/** Finds out what is to be anchored: an archive that was just verified whole. */
public final class NameSubject {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public NameSubject(BundleFiles files) {
    this.files = files;
  }

  /** What a path is about. */
  public sealed interface Outcome {
    /** An intact bundle. */
    record Named(AnchorSubject subject) implements Outcome {}

    /** Nothing anybody should vouch for. */
    record NotIntact(VerifyReport report) implements Outcome {}
  }

  /** Verifies the bundle and names it. */
  public Outcome name(String path) {
    VerifyReport report = new VerifyBundle(files).verify(VerifyBundle.Request.of(path));
    return switch (report) {
      case VerifyReport.Passed passed -> new Outcome.Named(of(passed.verdict().bundle()));
      case VerifyReport.Refused _, VerifyReport.NotRun _ -> new Outcome.NotIntact(report);
    };
  }

  static AnchorSubject of(VerifiedBundle bundle) {
    return new AnchorSubject(bundle.archiveDigest(), bundle.manifest().bundleId());
  }
}
