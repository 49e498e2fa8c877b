package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.store.document.TraceFile;
import dev.assay.app.offline.author.ComparePolicies;
import dev.assay.app.offline.author.ComparePolicies.Changed;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code assay policy explain --trace} answers: every call of a trace, decided. */
final class TraceExplanation {
  private static final String SCHEMA = "assay.policy_trace_explanation.v1";

  private TraceExplanation() {}

  /**
   * Gives the answer.
   *
   * @param files the policy, or several that decide together
   * @param deniedOnly whether calls that are allowed are only counted
   */
  static CommandAnswer of(List<Path> files, String trace, boolean deniedOnly) {
    AcceptedPolicies policies = AcceptedPolicies.together(files);
    if (!policies.problems().isEmpty()) {
      return CommandAnswer.failure(SCHEMA, policies.reason(), policies.problems(), Json.Obj.EMPTY);
    }
    ComparePolicies.Result result =
        ComparePolicies.explain(
            policies.accepted().getFirst(),
            calls -> TraceFile.read(trace, System.in, calls),
            deniedOnly,
            CallLines.MOST);
    return switch (result) {
      case ComparePolicies.Result.Refused(List<Problem> problems) ->
          CommandAnswer.failure(SCHEMA, CommandReason.TRACE_NOT_FOUND, problems, Json.Obj.EMPTY);
      case ComparePolicies.Result.Compared asked -> answer(asked, deniedOnly);
    };
  }

  private static CommandAnswer answer(ComparePolicies.Result.Compared asked, boolean deniedOnly) {
    List<String> lines = new ArrayList<>();
    List<Json> calls = new ArrayList<>();
    for (Changed one : asked.told()) {
      lines.add(line(one));
      Json.ObjBuilder call = Json.object().put("line", one.call().where().line());
      call.put("tool", one.call().tool());
      CallLines.json(one.after()).members().forEach(call::put);
      calls.add(call.build());
    }
    long told = deniedOnly ? asked.denied() : asked.calls();
    if (told > asked.told().size()) {
      lines.add("… and " + (told - asked.told().size()) + " more");
    }
    long allowed = asked.calls() - asked.denied();
    lines.add(
        allowed
            + " allowed, "
            + asked.denied()
            + " denied, "
            + asked.notComparable()
            + " not judged: the trace leaves their arguments out");
    Json.Obj members =
        Json.object()
            .put("allowed", allowed)
            .put("denied", asked.denied())
            .put("not_judged", asked.notComparable())
            .put("told", asked.told().size())
            .put("calls", new Json.Arr(calls))
            .build();
    CommandReason reason =
        asked.denied() == 0 ? CommandReason.NONE : CommandReason.POLICY_VIOLATION;
    return new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, List.of());
  }

  private static String line(Changed one) {
    String place = CallLines.place(one.after());
    return one.call().where().text()
        + ": "
        + CallLines.word(one.after().decision()).toUpperCase(Locale.ROOT)
        + " "
        + one.call().tool()
        + " reason="
        + one.after().decision().consoleReason()
        + (place.isEmpty() ? "" : " by " + place);
  }
}
