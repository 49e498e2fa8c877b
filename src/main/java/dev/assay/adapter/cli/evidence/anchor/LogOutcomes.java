package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.anchor.LogDirectory;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.app.offline.anchor.Anchor.Anchoring;
import dev.assay.app.offline.anchor.Anchor.Receipt;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.tlog.Checkpoint;
import java.util.List;

/** What commands on anchors say alike. */
final class LogOutcomes {
  private LogOutcomes() {}

  /** Gives the outcome unless it ends the command. */
  static LogDirectory.Outcome good(LogDirectory.Outcome outcome) throws InputRefused {
    if (outcome instanceof LogDirectory.Outcome.Refused refused) {
      throw new InputRefused(CommandReason.ANCHOR_REFUSED, List.of(refused.problem()));
    }
    if (outcome instanceof LogDirectory.Outcome.Unavailable unavailable) {
      throw new InputRefused(CommandReason.ANCHOR_UNAVAILABLE, List.of(unavailable.problem()));
    }
    return outcome;
  }

  /** Gives one receipt for each subject; an anchor that gives none ends the command. */
  static List<Receipt> receipts(Anchoring anchoring) throws InputRefused {
    return switch (anchoring) {
      case Anchoring.Anchored(List<Receipt> receipts) -> receipts;
      case Anchoring.Refused(Problem problem) ->
          throw new InputRefused(CommandReason.ANCHOR_REFUSED, List.of(problem));
      case Anchoring.Unavailable(Problem problem) ->
          throw new InputRefused(CommandReason.ANCHOR_UNAVAILABLE, List.of(problem));
    };
  }

  /** Origin, size and root as members of a document. */
  static Json.ObjBuilder members(Checkpoint checkpoint) {
    return Json.object()
        .put("log", checkpoint.origin())
        .put("size", checkpoint.size())
        .put("root", Base64Text.encode(checkpoint.root()));
  }
}
