package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.config.PolicyFile;
import dev.assay.adapter.file.BoundedFile;
import dev.assay.app.offline.ExplainCall;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Explanation;
import dev.assay.core.policy.PolicyText;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.message.MessageRefusal;
import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay policy explain --call}: what would the gate decide, and why? */
@Command(
    name = "explain",
    description = {
      "decide one supposed call, another message, or every call of a trace, with the gate's own"
          + " engine and say why",
      "The call is judged as the first of a session, or after the calls named with --after. Exit"
          + " code 1 when it is denied.",
      "Calls of a trace are judged in their sessions; those whose arguments it leaves out are not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay policy explain --policy policy.yaml --call exec",
      "  assay policy explain --policy policy.yaml --call read_file --args @arguments.json",
      "  assay policy explain --policy policy.yaml --call write_file --after read_file",
      "  assay policy explain --policy policy.yaml --message resources/read --args"
          + " '{\"uri\":\"file:///etc/passwd\"}'",
      "  assay policy explain --policy organisation.yaml --policy team.yaml --call deploy",
      "  assay policy explain --policy policy.yaml --trace trace.jsonl --denied-only"
    })
final class PolicyExplainCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.policy_explanation.v1";

  /** The gate's limit for one message (docs/reference/gateway.md). */
  private static final int MAX_ARGUMENT_BYTES = 4_194_304;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "the policy, or one of several that must each allow; repeatable")
  private List<Path> policies = List.of();

  @ArgGroup(multiplicity = "1")
  private Subject subject = new Subject();

  /** What is judged: one of these. */
  static final class Subject {
    @Option(names = "--call", paramLabel = "TOOL", description = "a call, by the tool's name")
    private String tool = "";

    @Option(
        names = "--message",
        paramLabel = "METHOD",
        description = "another message of the agent, by its method")
    private String message = "";

    @Option(
        names = "--server-message",
        paramLabel = "METHOD",
        description = "a request of the server, by its method")
    private String serverMessage = "";

    @Option(
        names = "--trace",
        paramLabel = "FILE",
        description = "every call of a trace, or of - standard input")
    private Optional<String> trace = Optional.empty();
  }

  @Option(names = "--denied-only", description = "with --trace, tell denied calls only")
  private boolean deniedOnly;

  @Option(
      names = "--args",
      paramLabel = "JSON|@FILE",
      description = "its arguments or parameters, a JSON object, or @ and a file that holds one")
  private String arguments = "";

  @Option(
      names = "--after",
      paramLabel = "TOOL",
      split = ",",
      description = "calls that were forwarded before, in order and at the same time; repeatable")
  private List<String> earlier = List.of();

  @Override
  public Integer call() {
    Optional<String> trace = subject.trace;
    if (trace.isPresent() ? !arguments.isEmpty() || !earlier.isEmpty() : deniedOnly) {
      throw new ParameterException(
          spec.commandLine(),
          "`--args` and `--after` go with one call or message, `--denied-only` with `--trace`");
    }
    if (trace.isPresent()) {
      return output.finish(TraceExplanation.of(policies, trace.get(), deniedOnly));
    }
    return switch (argumentBytes()) {
      case BoundedFile.Reading.Refused(BoundedFile.Fault fault, String why) ->
          output.finish(
              CommandAnswer.failure(
                  SCHEMA,
                  CommandReason.MISSING_CONFIG,
                  "the arguments file `"
                      + arguments.substring(1)
                      + "` cannot be read"
                      + (fault == BoundedFile.Fault.UNREADABLE ? "" : ": it " + why)));
      case BoundedFile.Reading.Read(byte[] bytes) -> explain(bytes);
    };
  }

  private int explain(byte[] bytes) {
    return switch (PolicyFile.readAll(policies)) {
      case PolicyFile.AllRead.NotRead(List<Problem> problems) ->
          refused(CommandReason.MISSING_CONFIG, problems);
      case PolicyFile.AllRead.Read(List<PolicyText> texts) ->
          switch (ask(texts, bytes)) {
            case ExplainCall.Result.NotExplained(List<Problem> problems) ->
                refused(reason(problems), problems);
            case ExplainCall.Result.Explained explained -> explained(explained);
            case ExplainCall.Result.MessageJudged judged -> judged(judged);
          };
    };
  }

  private ExplainCall.Result ask(List<PolicyText> texts, byte[] arguments) {
    boolean server = !subject.serverMessage.isEmpty();
    return server || !subject.message.isEmpty()
        ? ExplainCall.message(
            texts, server ? subject.serverMessage : subject.message, arguments, server)
        : ExplainCall.explain(texts, subject.tool, arguments, earlier);
  }

  private int judged(ExplainCall.Result.MessageJudged judged) {
    Json.ObjBuilder members = Json.object().put("method", judged.method());
    if (judged.refusal().isEmpty()) {
      members.put("decision", "allow").put("reason", "policy_allow");
      return output.finish(
          new CommandAnswer(
              SCHEMA,
              CommandReason.NONE,
              "ALLOW " + judged.method() + " reason=policy_allow",
              members.build(),
              List.of()));
    }
    MessageRefusal refusal = judged.refusal().get();
    String place = refusal.where().text();
    members
        .put("decision", "deny")
        .put("reason", refusal.reason().token())
        .put("rule", refusal.rule())
        .put("where", place.isEmpty() ? null : place);
    String text =
        "DENY "
            + judged.method()
            + " reason="
            + refusal.reason().token()
            + "\n  "
            + refusal.reason().sentence()
            + "\n  "
            + refusal.rule()
            + ": denies"
            + (place.isEmpty() ? "" : " at " + place);
    return output.finish(
        new CommandAnswer(
            SCHEMA, CommandReason.POLICY_VIOLATION, text, members.build(), List.of()));
  }

  /** The arguments are refused alone, after the policy was accepted. */
  private static CommandReason reason(List<Problem> problems) {
    return problems.stream().allMatch(problem -> problem.code().equals("arguments.invalid"))
        ? CommandReason.INVALID_ARGS
        : CommandReason.POLICY_PARSE;
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }

  private int explained(ExplainCall.Result.Explained explained) {
    Explanation explanation = explained.explanation();
    Decision decision = explanation.decision();
    boolean allowed =
        switch (decision) {
          case Decision.Allow _ -> true;
          case Decision.Deny _ -> false;
        };
    List<String> lines = new ArrayList<>();
    lines.add(
        (allowed ? "ALLOW " : "DENY ") + explained.tool() + " reason=" + decision.consoleReason());
    lines.add("  " + decision.reason().sentence());
    List<Json> steps = new ArrayList<>();
    for (Explanation.Step step : explanation.steps()) {
      String place = step.where().text();
      lines.add("  " + step.key() + ": " + step.word() + (place.isEmpty() ? "" : " at " + place));
      steps.add(
          Json.object()
              .put("rule", step.key())
              .put("says", step.word())
              .put("where", place.isEmpty() ? null : place)
              .build());
    }
    Json.Obj members =
        Json.object()
            .put("decision", allowed ? "allow" : "deny")
            .put("tool", explained.tool())
            .put("code", decision.reason().engineCode())
            .put("reason", decision.consoleReason())
            .put("steps", new Json.Arr(steps))
            .build();
    CommandReason reason = allowed ? CommandReason.NONE : CommandReason.POLICY_VIOLATION;
    return output.finish(
        new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, List.of()));
  }

  /** The bytes of the arguments, themselves or in a file. */
  private BoundedFile.Reading argumentBytes() {
    return arguments.startsWith("@")
        ? BoundedFile.read(arguments.substring(1), MAX_ARGUMENT_BYTES)
        : new BoundedFile.Reading.Read(arguments.getBytes(StandardCharsets.UTF_8));
  }
}
