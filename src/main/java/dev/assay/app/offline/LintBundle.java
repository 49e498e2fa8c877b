package dev.assay.app.offline;

import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.lint.LintReport;
import dev.assay.core.lint.LintSarif;
import dev.assay.core.lint.Linter;
import dev.assay.core.lint.pack.PackSelection;

/** Lints one bundle while verifying it; of one that does not verify nothing is said. */
public final class LintBundle {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public LintBundle(BundleFiles files) {
    this.files = files;
  }

  /**
   * What to lint.
   *
   * @param path a file, or {@code -} for standard input
   * @param limits bounds of the verifier
   * @param packs the rules that run besides the built-in ones
   * @param maxFindings how many findings the report shows at most
   */
  public record Request(
      String path, BundleLimits limits, PackSelection.Selected packs, int maxFindings) {}

  /** What came of it. */
  public sealed interface Outcome {
    /** The bundle verified and was linted. */
    record Linted(LintReport report) implements Outcome {}

    /** It did not verify or could not be read. */
    record Refused(VerifyReport report) implements Outcome {}
  }

  /** Verifies and lints, in one reading. */
  public Outcome lint(Request request) {
    String name = LintSarif.Places.fileName(request.path());
    Linter linter = new Linter(request.packs(), name, request.maxFindings());
    BundleVerifier verifier = new BundleVerifier(request.limits(), linter);
    BundleFiles.Delivery delivery =
        files.deliver(
            request.path(),
            BundleFiles.Passes.ONE,
            (data, from, to) -> {
              verifier.feed(data, from, to);
              return !verifier.saturated();
            });
    return switch (delivery) {
      case BundleFiles.Delivery.Unavailable unavailable ->
          new Outcome.Refused(
              VerifyReport.NotRun.unreadable(request.path(), unavailable.problem()));
      case BundleFiles.Delivery.Interrupted interrupted ->
          new Outcome.Refused(
              VerifyReport.NotRun.unreadable(request.path(), interrupted.problem()));
      case BundleFiles.Delivery.Delivered _ -> judged(request, linter, verifier.finish());
    };
  }

  private static Outcome judged(Request request, Linter linter, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Intact intact -> new Outcome.Linted(linter.report(intact.bundle()));
      case Verdict.Broken broken ->
          new Outcome.Refused(
              new VerifyReport.Refused(
                  request.path(), VerifyReport.Refusal.of(broken.first()), broken));
    };
  }
}
