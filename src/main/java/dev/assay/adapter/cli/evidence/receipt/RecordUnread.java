package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.List;

/** A file cannot be read as a record; ends the command. */
final class RecordUnread extends Exception {
  private final transient CommandReason reason;
  private final transient Problem problem;

  RecordUnread(CommandReason reason, Problem problem) {
    super(problem.message(), null, false, false);
    this.reason = reason;
    this.problem = problem;
  }

  /** Gives the answer of the command; nothing was checked, so it is not ok. */
  CommandAnswer answer(String schema) {
    return CommandAnswer.failure(
        schema, reason, List.of(problem), Json.object().put("ok", false).build());
  }
}
