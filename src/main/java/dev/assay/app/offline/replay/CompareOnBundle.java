package dev.assay.app.offline.replay;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.policy.Policy;
import dev.assay.core.problem.Problem;
import dev.assay.core.replay.PolicyComparison;
import dev.assay.core.replay.ReplaySurvey;

/**
 * Asks two policies the calls of a verified bundle, each as {@link ReplayBundle} asks one. Nothing
 * of a broken bundle is compared.
 */
public final class CompareOnBundle {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public CompareOnBundle(BundleFiles files) {
    this.files = files;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** Every call was asked. */
    record Compared(VerifiedBundle bundle, PolicyComparison comparison) implements Outcome {}

    /** The bundle is broken or cannot be read. */
    record Refused(VerifyReport report) implements Outcome {}

    /** The second reading was not of the bundle that was verified. */
    record Changed(Problem problem) implements Outcome {}
  }

  /**
   * Compares.
   *
   * @param path a file, or {@code -} for standard input
   */
  public Outcome compare(String path, Policy before, Policy after) {
    ReplaySurvey survey = new ReplaySurvey(false);
    return switch (BundleEvents.read(files, path, (_, event) -> survey.add(event))) {
      case BundleReading.Unread unread -> new Outcome.Refused(unread.report());
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Intact intact -> {
        VerifiedBundle bundle = intact.verdict().bundle();
        PolicyComparison comparison = survey.comparison(before, after);
        BundleReading again = BundleEvents.read(files, path, comparison::event);
        yield BundleEvents.isSame(again, bundle)
            ? new Outcome.Compared(bundle, comparison)
            : new Outcome.Changed(BundleReading.changed(path));
      }
    };
  }
}
