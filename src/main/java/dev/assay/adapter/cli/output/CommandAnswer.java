package dev.assay.adapter.cli.output;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.List;

/**
 * What a command answers, for people and for programs at once.
 *
 * @param schema identity of the JSON document, such as {@code assay.version.v1}
 * @param reason why it ended so; fixes the exit code
 * @param text the result for people, without final line end; may be empty
 * @param members the result's members of the JSON document
 * @param problems what is wrong, for standard error and for the document
 */
public record CommandAnswer(
    String schema, CommandReason reason, String text, Json.Obj members, List<Problem> problems) {

  /** Copies the problems. */
  public CommandAnswer {
    problems = List.copyOf(problems);
  }

  /** Gives an answer in which nothing is wrong. */
  public static CommandAnswer success(String schema, String text, Json.Obj members) {
    return new CommandAnswer(schema, CommandReason.NONE, text, members, List.of());
  }

  /** Gives an answer that has nothing but one problem without a place in a document. */
  public static CommandAnswer failure(String schema, CommandReason reason, String message) {
    return failure(
        schema, reason, List.of(Problem.of(reason.code(), message, Where.NOWHERE)), Json.Obj.EMPTY);
  }

  /** Gives an answer that has nothing but problems and perhaps members that are known so far. */
  public static CommandAnswer failure(
      String schema, CommandReason reason, List<Problem> problems, Json.Obj members) {
    return new CommandAnswer(schema, reason, "", members, problems);
  }

  /** Gives the JSON document. */
  public Json.Obj document() {
    Json.ObjBuilder document =
        Json.object()
            .put("schema", schema)
            .put("exit_code", reason.exitCode().number())
            .put("reason_code", reason.code());
    members.members().forEach(document::put);
    if (!problems.isEmpty() && members.get("problems") == null) {
      document.put("problems", problems(problems));
    }
    if (!reason.nextStep().isEmpty()) {
      document.put("next_step", reason.nextStep());
    }
    return document.build();
  }

  /** Gives problems, or warnings, as an array of the document. */
  public static Json.Arr problems(List<Problem> problems) {
    return new Json.Arr(problems.stream().map(CommandAnswer::json).toList());
  }

  private static Json json(Problem problem) {
    Where where = problem.where();
    return Json.object()
        .put("code", problem.code())
        .put("message", problem.message())
        .put("document", where.document())
        .put("pointer", where.pointer())
        .put("line", where.line() == 0 ? null : Json.Num.of(where.line()))
        .put("column", where.column() == 0 ? null : Json.Num.of(where.column()))
        .put("hint", problem.hint())
        .build();
  }
}
