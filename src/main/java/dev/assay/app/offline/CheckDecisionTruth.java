package dev.assay.app.offline;

import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.receipt.check.DecisionTruthCheck;

/**
 * Verifies a bundle and holds the decision records in it against the rows that cite them. What does
 * not verify as a bundle is not looked at. Source: {@code receipts.md} 8.3.
 */
public final class CheckDecisionTruth {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public CheckDecisionTruth(BundleFiles files) {
    this.files = files;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** The bundle verifies and was looked at. */
    record Checked(DecisionTruthCheck.Result result) implements Outcome {}

    /** The bundle does not verify. */
    record Refused(VerifyReport report) implements Outcome {}
  }

  /** Checks the decision records of a bundle. */
  public Outcome check(String bundle) {
    DecisionTruthCheck check = new DecisionTruthCheck();
    EventSink seeing = (_, envelope, _, _, _) -> check.see(envelope);
    BundleReading reading =
        BundleReading.read(files, bundle, BundleLimits.DEFAULT, BundleFiles.Passes.ONE, seeing);
    return switch (reading) {
      case BundleReading.Unread unread -> new Outcome.Refused(unread.report());
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Intact _ -> new Outcome.Checked(check.finish());
    };
  }
}
