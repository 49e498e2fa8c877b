package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.document.TraceFile;
import dev.assay.app.offline.author.ComparePolicies;
import dev.assay.app.offline.author.ComparePolicies.Changed;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Explanation;
import dev.assay.core.policy.compare.Bucket;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay policy diff}: what would another policy change for calls that were made? */
@Command(
    name = "diff",
    description = {
      "say what a second policy would change for the calls of a trace",
      "Every call falls into one of five buckets: unchanged, evidence_only, stricter, looser,"
          + " reclassified. Calls whose arguments the trace leaves out are counted apart."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the policies were compared, and nothing that --fail-on names was found",
      "1:a call fell into a bucket that --fail-on names",
      "2:a policy or the trace is missing or refused"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay policy diff policy.yaml policy.hotfix.yaml --trace trace.jsonl",
      "  assay policy diff --fail-on looser policy.yaml new.yaml --trace trace.jsonl"
    })
final class PolicyDiffCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.policy_diff.v1";

  /** What ends with exit code 1. */
  enum FailOn {
    /** Nothing does. */
    none,
    /** A call that the first policy denies and the second allows. */
    looser,
    /** A call that the first policy allows and the second denies. */
    stricter,
    /** Either, or another reason. */
    changed
  }

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--trace",
      required = true,
      paramLabel = "FILE",
      description = "the calls, or - for standard input (docs/reference/trace.md)")
  private String trace = "";

  @Option(
      names = "--fail-on",
      paramLabel = "looser|stricter|changed|none",
      defaultValue = "none",
      description = "what ends with exit code 1 (default: ${DEFAULT-VALUE})")
  private FailOn failOn = FailOn.none;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "the first policy")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "AFTER", description = "the second policy")
  private Path after = Path.of("");

  @Override
  public Integer call() {
    AcceptedPolicies policies = AcceptedPolicies.read(List.of(before, after));
    if (!policies.problems().isEmpty()) {
      return refused(policies.reason(), policies.problems());
    }
    ComparePolicies.Result result =
        ComparePolicies.compare(
            policies.accepted().getFirst(),
            policies.accepted().getLast(),
            calls -> TraceFile.read(trace, System.in, calls),
            CallLines.MOST);
    return switch (result) {
      case ComparePolicies.Result.Refused(List<Problem> problems) ->
          refused(CommandReason.TRACE_NOT_FOUND, problems);
      case ComparePolicies.Result.Compared compared -> answer(compared);
    };
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }

  private int answer(ComparePolicies.Result.Compared compared) {
    List<String> lines = new ArrayList<>();
    List<Json> calls = new ArrayList<>();
    for (Changed changed : compared.told()) {
      lines.add(line(changed));
      calls.add(
          Json.object()
              .put("bucket", changed.bucket().wire())
              .put("line", changed.call().where().line())
              .put("tool", changed.call().tool())
              .put("before", CallLines.json(changed.before()))
              .put("after", CallLines.json(changed.after()))
              .build());
    }
    Json.ObjBuilder counts = Json.object();
    long told = compared.calls() - count(compared, Bucket.UNCHANGED);
    if (told > compared.told().size()) {
      lines.add("… and " + (told - compared.told().size()) + " more");
    }
    for (Bucket bucket : Bucket.values()) {
      counts.put(bucket.wire(), count(compared, bucket));
      lines.add(bucket.wire() + ": " + count(compared, bucket));
    }
    lines.add("not comparable, arguments left out: " + compared.notComparable());
    Json.Obj members =
        Json.object()
            .put("calls", compared.calls() + compared.notComparable())
            .put("buckets", counts.build())
            .put("not_comparable", compared.notComparable())
            .put("told", compared.told().size())
            .put("changes", new Json.Arr(calls))
            .build();
    CommandReason reason = fails(compared) ? CommandReason.POLICY_DIFFERS : CommandReason.NONE;
    return output.finish(
        new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, List.of()));
  }

  private boolean fails(ComparePolicies.Result.Compared compared) {
    long looser = count(compared, Bucket.LOOSER);
    long stricter = count(compared, Bucket.STRICTER);
    return switch (failOn) {
      case none -> false;
      case looser -> looser > 0;
      case stricter -> stricter > 0;
      case changed -> looser + stricter + count(compared, Bucket.RECLASSIFIED) > 0;
    };
  }

  private static long count(ComparePolicies.Result.Compared compared, Bucket bucket) {
    return compared.counts().getOrDefault(bucket, 0L);
  }

  private static String line(Changed changed) {
    String place = CallLines.place(changed.after());
    return changed.call().where().text()
        + ": "
        + changed.bucket().wire()
        + " "
        + changed.call().tool()
        + ": "
        + said(changed.before())
        + " -> "
        + said(changed.after())
        + (place.isEmpty() ? "" : ", " + place);
  }

  private static String said(Explanation explanation) {
    Decision decision = explanation.decision();
    return CallLines.word(decision) + " " + decision.consoleReason();
  }
}
