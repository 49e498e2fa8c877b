package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.anchor.LogDirectory;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.json.Json;
import dev.assay.core.tlog.Checkpoint;
import java.util.List;

/** What commands on a log say alike. */
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

  /** Origin, size and root as members of a document. */
  static Json.ObjBuilder members(Checkpoint checkpoint) {
    return Json.object()
        .put("log", checkpoint.origin())
        .put("size", checkpoint.size())
        .put("root", Base64Text.encode(checkpoint.root()));
  }
}
