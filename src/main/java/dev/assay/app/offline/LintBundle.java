package dev.assay.app.offline;

import dev.assay.core.evidence.verify.BundleLimits;
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
    BundleReading reading =
        BundleReading.read(files, request.path(), request.limits(), BundleFiles.Passes.ONE, linter);
    return switch (reading) {
      case BundleReading.Unread(VerifyReport report) -> new Outcome.Refused(report);
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Intact(Verdict.Intact intact) ->
          new Outcome.Linted(linter.report(intact.bundle()));
    };
  }
}
