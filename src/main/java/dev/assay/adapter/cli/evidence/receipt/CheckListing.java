package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.receipt.check.NamedCheck;
import java.util.ArrayList;
import java.util.List;

/** The answer of a command that made checks: every check for programs, what failed for people. */
final class CheckListing {
  private CheckListing() {}

  /**
   * Gives the answer; it is a success only when every check passes.
   *
   * @param summary what was checked, the last line for people
   * @param members further members of the document
   */
  static CommandAnswer answer(
      String schema, List<NamedCheck> checks, String summary, Json.Obj members) {
    boolean ok = NamedCheck.allPass(checks);
    long failing = checks.stream().filter(check -> !check.ok()).count();
    List<String> lines = new ArrayList<>();
    for (NamedCheck check : checks) {
      if (!check.ok()) {
        lines.add("FAILS " + check.id() + ": " + check.detail());
      }
    }
    lines.add((ok ? "ok: " : "not ok: ") + summary);
    Json.ObjBuilder document = Json.object().put("ok", ok);
    members.members().forEach(document::put);
    document.put("checks", new Json.Arr(checks.stream().<Json>map(NamedCheck::json).toList()));
    return answer(
        schema,
        ok ? "" : failing + " of " + checks.size() + " checks fail",
        lines,
        document.build());
  }

  /** Gives an answer that is a success when nothing is wrong. */
  static CommandAnswer answer(String schema, String wrong, List<String> lines, Json.Obj members) {
    CommandReason reason = wrong.isEmpty() ? CommandReason.NONE : CommandReason.RECORD_CHECK;
    return new CommandAnswer(
        schema,
        reason,
        String.join("\n", lines),
        members,
        wrong.isEmpty() ? List.of() : List.of(Problem.of(reason.code(), wrong, Where.NOWHERE)));
  }
}
