package dev.assay.app.offline.question;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.evidence.question.BundleDiff;
import dev.assay.core.evidence.question.BundleSummary;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;

/** Compares two bundles, each verified in the same reading that it is summed up in. */
public final class DiffBundles {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public DiffBundles(BundleFiles files) {
    this.files = files;
  }

  /** How comparing ended. */
  public sealed interface Outcome {
    /** Both are intact and were compared. */
    record Compared(BundleDiff diff) implements Outcome {}

    /** One of them is broken or cannot be read. */
    record Refused(VerifyReport report) implements Outcome {}

    /** One of them has more distinct things than are held at once. */
    record TooMuch(Problem problem) implements Outcome {}
  }

  /** One side, or why there is none. */
  private sealed interface Reading {
    record Summed(BundleDiff.Side side) implements Reading {}

    record Failed(Outcome outcome) implements Reading {}
  }

  /** Compares a candidate with a base. */
  public Outcome diff(String base, String candidate) {
    return switch (read(base)) {
      case Reading.Failed(Outcome outcome) -> outcome;
      case Reading.Summed(BundleDiff.Side before) ->
          switch (read(candidate)) {
            case Reading.Failed(Outcome outcome) -> outcome;
            case Reading.Summed(BundleDiff.Side after) ->
                new Outcome.Compared(new BundleDiff(before, after));
          };
    };
  }

  private Reading read(String path) {
    BundleSummary summary = new BundleSummary();
    EventSink sink =
        new EventSink() {
          @Override
          public void event(long seq, Json.Obj event, byte[] line, int from, int to) {
            summary.add(event);
          }
        };
    BundleReading reading =
        BundleReading.read(files, path, BundleLimits.DEFAULT, BundleFiles.Passes.ONE, sink);
    return switch (reading) {
      case BundleReading.Unread unread -> new Reading.Failed(new Outcome.Refused(unread.report()));
      case BundleReading.Broken broken -> new Reading.Failed(new Outcome.Refused(broken.report()));
      case BundleReading.Intact _ when summary.isOverfull() ->
          new Reading.Failed(new Outcome.TooMuch(tooMuch(path)));
      case BundleReading.Intact intact ->
          new Reading.Summed(side(intact.verdict().bundle(), summary));
    };
  }

  private static BundleDiff.Side side(VerifiedBundle bundle, BundleSummary summary) {
    return new BundleDiff.Side(
        bundle.archiveDigest(),
        bundle.manifest().runId(),
        bundle.manifest().bundleId(),
        bundle.facts().events().count(),
        summary);
  }

  private static Problem tooMuch(String path) {
    return new Problem(
        "evidence.diff.too_much",
        "has more distinct subjects, tools and decisions than a comparison holds, "
            + BundleSummary.MAX_CHARACTERS
            + " characters",
        Where.document(path),
        "compare smaller bundles");
  }
}
