package dev.assay.adapter.cli.ci;

import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.adapter.store.document.ApprovedTools;
import dev.assay.app.offline.replay.ReplayBundle;
import dev.assay.core.policy.Policy;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.replay.FilesNow;
import dev.assay.core.replay.ReplayReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The recorded decisions of the bundle, decided again by the policy of the change. */
final class CiReplay {
  private CiReplay() {}

  /** How it ended. */
  sealed interface Result {
    /** Every recorded decision was looked at. */
    record Replayed(ReplayReport report) implements Result {}

    /** The bundle could not be read again as it was. */
    record Refused(CommandReason reason, List<Problem> problems) implements Result {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Decides again; the bundle must still be the archive with this digest. */
  static Result of(String bundle, String archive, Policy policy) throws IOException {
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      ReplayBundle.Request request =
          new ReplayBundle.Request(
              bundle,
              Optional.of(policy),
              FilesNow.approving(ApprovedTools.digests(policy)),
              Optional.empty());
      return switch (new ReplayBundle(files).replay(request)) {
        case ReplayBundle.Outcome.Replayed replayed
            when replayed.bundle().archiveDigest().equals(archive) ->
            new Result.Replayed(replayed.report());
        case ReplayBundle.Outcome.Replayed _ ->
            new Result.Refused(
                CommandReason.EVIDENCE_INTEGRITY,
                List.of(
                    Problem.of(
                        "evidence.changed",
                        "the file changed while it was read; do not trust what was found",
                        Where.document(bundle))));
        case ReplayBundle.Outcome.Refused refused ->
            new Result.Refused(
                CommandReason.named(refused.report().reasonCode()), refused.report().problems());
        case ReplayBundle.Outcome.Changed(Problem problem) ->
            new Result.Refused(CommandReason.EVIDENCE_INTEGRITY, List.of(problem));
        case ReplayBundle.Outcome.TraceRefused _ -> throw new BugException("no trace was given");
      };
    }
  }
}
