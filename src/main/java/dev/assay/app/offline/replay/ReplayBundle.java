package dev.assay.app.offline.replay;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.BundleReading;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.policy.Policy;
import dev.assay.core.problem.Problem;
import dev.assay.core.replay.FilesNow;
import dev.assay.core.replay.ReplayReport;
import dev.assay.core.replay.ReplaySurvey;
import dev.assay.core.replay.Replayer;
import dev.assay.core.replay.TraceUse;
import dev.assay.core.trace.TraceReading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Decides the calls of a verified bundle again. The archive is read twice, once to verify it and to
 * see what it holds, once to decide with one event in memory at a time; both readings must be of
 * the same bytes, and nothing of a broken bundle is decided.
 */
public final class ReplayBundle {
  private final BundleFiles files;

  /** Makes one that reads through a port. */
  public ReplayBundle(BundleFiles files) {
    this.files = files;
  }

  /**
   * What to replay.
   *
   * @param path a file, or {@code -} for standard input
   * @param policy the policy to decide by; the one that the bundle holds without it
   * @param files what the files say that the policy names besides itself
   * @param trace arguments, if there are any
   */
  public record Request(
      String path, Optional<Policy> policy, FilesNow files, Optional<Trace> trace) {}

  /**
   * Arguments that the asker brings.
   *
   * @param key the key that the recorded digests were made with
   * @param source where the trace is read from
   */
  public record Trace(KeyedDigest key, TraceSource source) {}

  /** How it ended. */
  public sealed interface Outcome {
    /** Every call was looked at. */
    record Replayed(VerifiedBundle bundle, ReplayReport report, Optional<TraceUse> trace)
        implements Outcome {}

    /** The bundle is broken or cannot be read. */
    record Refused(VerifyReport report) implements Outcome {}

    /** The trace is refused. */
    record TraceRefused(List<Problem> problems) implements Outcome {
      /** Copies the problems. */
      public TraceRefused {
        problems = Collections.unmodifiableList(new ArrayList<>(problems));
      }
    }

    /** The second reading was not of the bundle that was verified. */
    record Changed(Problem problem) implements Outcome {}
  }

  /** Replays a bundle. */
  public Outcome replay(Request request) {
    ReplaySurvey survey = new ReplaySurvey(request.trace().isPresent());
    return switch (BundleEvents.read(files, request.path(), (_, event) -> survey.add(event))) {
      case BundleReading.Unread unread -> new Outcome.Refused(unread.report());
      case BundleReading.Broken broken -> new Outcome.Refused(broken.report());
      case BundleReading.Intact intact -> trace(request, survey, intact.verdict().bundle());
    };
  }

  private Outcome trace(Request request, ReplaySurvey survey, VerifiedBundle bundle) {
    if (request.trace().isEmpty()) {
      return decide(request, survey, bundle);
    }
    survey.openTrace(request.trace().get().key());
    return switch (request.trace().get().source().read(survey::take)) {
      case TraceReading.Refused(List<Problem> problems) -> new Outcome.TraceRefused(problems);
      case TraceReading.Read _ -> decide(request, survey, bundle);
    };
  }

  private Outcome decide(Request request, ReplaySurvey survey, VerifiedBundle bundle) {
    Replayer replayer = survey.replayer(request.policy(), request.files());
    return BundleEvents.isSame(BundleEvents.read(files, request.path(), replayer::event), bundle)
        ? new Outcome.Replayed(bundle, replayer.report(), replayer.traceUse())
        : new Outcome.Changed(BundleReading.changed(request.path()));
  }
}
