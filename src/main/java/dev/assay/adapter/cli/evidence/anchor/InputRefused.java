package dev.assay.adapter.cli.evidence.anchor;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.List;

/**
 * Something the user named ends the command. Thrown by {@link Inputs} and caught where a command of
 * this package begins, never further.
 */
final class InputRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient CommandReason reason;
  private final transient List<Problem> problems;

  InputRefused(CommandReason reason, List<Problem> problems) {
    super(reason.code());
    this.reason = reason;
    this.problems = List.copyOf(problems);
  }

  /** Gives the end for a receipt, a key or a log that breaks a rule. */
  static InputRefused by(AnchorRefusal refusal, String document) {
    return new InputRefused(CommandReason.ANCHOR_REFUSED, List.of(refusal.problem(document)));
  }

  CommandAnswer answer(String schema) {
    return CommandAnswer.failure(schema, reason, problems, Json.Obj.EMPTY);
  }

  CommandReason reason() {
    return reason;
  }

  List<Problem> problems() {
    return problems;
  }
}
