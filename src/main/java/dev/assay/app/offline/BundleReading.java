package dev.assay.app.offline;

import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;

/**
 * One reading of an archive that verifies it and hands its events on. What a sink was given counts
 * only when the reading ended {@link Intact}.
 */
public sealed interface BundleReading {
  /** The bundle was read whole and its structure holds. */
  record Intact(Verdict.Intact verdict) implements BundleReading {}

  /** The bundle was read whole and is broken. */
  record Broken(String path, Verdict.Broken verdict) implements BundleReading {
    /** Gives the report that refuses it. */
    public VerifyReport report() {
      return new VerifyReport.Refused(path, VerifyReport.Refusal.of(verdict.first()), verdict);
    }
  }

  /** The bundle could not be read to its end. */
  record Unread(VerifyReport report) implements BundleReading {}

  /** Reads an archive once, of as many times as the caller is going to. */
  static BundleReading read(
      BundleFiles files,
      String path,
      BundleLimits limits,
      BundleFiles.Passes passes,
      EventSink sink) {
    BundleVerifier verifier = new BundleVerifier(limits, sink);
    BundleFiles.Delivery delivery =
        files.deliver(
            path,
            passes,
            (data, from, to) -> {
              verifier.feed(data, from, to);
              return !verifier.saturated();
            });
    return switch (delivery) {
      case BundleFiles.Delivery.Delivered _ -> of(path, verifier.finish());
      case BundleFiles.Delivery.Unavailable u -> unread(path, verifier, u.problem());
      case BundleFiles.Delivery.Interrupted i -> unread(path, verifier, i.problem());
    };
  }

  private static BundleReading of(String path, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Intact intact -> new Intact(intact);
      case Verdict.Broken broken -> new Broken(path, broken);
    };
  }

  private static BundleReading unread(String path, BundleVerifier verifier, Problem problem) {
    verifier.finishUnread();
    return new Unread(VerifyReport.NotRun.unreadable(path, problem));
  }

  /** Gives the problem of an archive that was another one at the second reading. */
  static Problem changed(String path) {
    return Problem.of(
        "evidence.changed",
        "the file changed while it was read; do not trust what was listed",
        Where.document(path));
  }
}
