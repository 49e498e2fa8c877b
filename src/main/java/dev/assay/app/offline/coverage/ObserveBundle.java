package dev.assay.app.offline.coverage;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.coverage.BundleCells;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.json.Json;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a bundle once, verifying it and handing its events on. What was handed on counts only when
 * the outcome is {@link Outcome.Observed}.
 */
public final class ObserveBundle {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public ObserveBundle(BundleFiles files) {
    this.files = files;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** The bundle verified. */
    record Observed(BundleCells.Subject subject) implements Outcome {}

    /** It did not, or could not be read. */
    record Refused(VerifyReport report) implements Outcome {}
  }

  /** Reads a bundle; {@code path} is a file, or {@code -} for standard input. */
  public Outcome observe(String path, Consumer<Json.Obj> events) {
    BundleReading reading =
        BundleReading.read(
            files,
            path,
            BundleLimits.DEFAULT,
            BundleFiles.Passes.ONE,
            (_, envelope, _, _, _) -> events.accept(envelope));
    return switch (reading) {
      case BundleReading.Unread unread -> new Outcome.Refused(unread.report());
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Intact(Verdict.Intact intact) -> new Outcome.Observed(subject(intact));
    };
  }

  private static BundleCells.Subject subject(Verdict.Intact intact) {
    boolean sealed =
        intact.layer(VerdictLayer.Question.SEALED).status() == VerdictLayer.Status.CONFIRMED;
    return new BundleCells.Subject(
        intact.bundle().archiveDigest(),
        intact.bundle().manifest().runId(),
        sealed ? Optional.ofNullable(intact.facts().events().closeReason()) : Optional.empty());
  }
}
