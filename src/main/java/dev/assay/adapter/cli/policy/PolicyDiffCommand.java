package dev.assay.adapter.cli.policy;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.document.TraceFile;
import dev.assay.app.offline.author.ComparePolicies;
import dev.assay.app.offline.author.ComparePolicies.Changed;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Explanation;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.compare.Bucket;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay policy diff}: what would another policy change for calls that were made? */
@Command(
    name = "diff",
    description = {
      "say what a second policy would change for the calls of a trace or a bundle",
      "Every call falls into one of five buckets: unchanged, evidence_only, stricter, looser,"
          + " reclassified. Calls whose arguments the trace leaves out are counted apart.",
      "Bundles hold no arguments: a call that a policy cannot decide without them is named as not"
          + " decidable."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the policies were compared, and nothing that --fail-on names was found",
      "1:a call fell into a bucket that --fail-on names, or not one could be decided",
      "2:a policy, the trace or the bundle is missing or refused"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay policy diff policy.yaml policy.hotfix.yaml --trace trace.jsonl",
      "  assay policy diff policy.yaml policy.hotfix.yaml --bundle bundle.tar.gz",
      "  assay policy diff --fail-on looser policy.yaml new.yaml --trace trace.jsonl"
    })
final class PolicyDiffCommand implements Callable<Integer> {
  static final String SCHEMA = "assay.policy_diff.v1";

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

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @ArgGroup(multiplicity = "1")
  private Calls calls = new Calls();

  /** Where the calls are from: one of these. */
  static final class Calls {
    @Option(
        names = "--trace",
        paramLabel = "FILE",
        description = "a trace, or - for standard input (docs/reference/trace.md)")
    private Optional<String> trace = Optional.empty();

    @Option(
        names = "--bundle",
        paramLabel = "FILE",
        description = "a bundle, or - for standard input")
    private Optional<String> bundle = Optional.empty();
  }

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
  public Integer call() throws IOException {
    if (calls.trace.isPresent() == calls.bundle.isPresent()) {
      throw new ParameterException(spec.commandLine(), "Give either `--trace` or `--bundle`");
    }
    AcceptedPolicies policies = AcceptedPolicies.read(List.of(before, after));
    if (!policies.problems().isEmpty()) {
      return refused(policies.reason(), policies.problems());
    }
    Policy first = policies.accepted().getFirst();
    Policy second = policies.accepted().getLast();
    if (calls.bundle.isPresent()) {
      return output.finish(BundleDifference.of(first, second, calls.bundle.get(), failOn));
    }
    ComparePolicies.Result result =
        ComparePolicies.compare(
            first,
            second,
            sink -> TraceFile.read(calls.trace.orElseThrow(), System.in, sink),
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
    CommandReason reason =
        fails(failOn, compared.counts()) ? CommandReason.POLICY_DIFFERS : CommandReason.NONE;
    return output.finish(
        new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, List.of()));
  }

  /** Says whether a call fell where it must not. */
  static boolean fails(FailOn failOn, Map<Bucket, Long> counts) {
    long looser = counts.getOrDefault(Bucket.LOOSER, 0L);
    long stricter = counts.getOrDefault(Bucket.STRICTER, 0L);
    return switch (failOn) {
      case none -> false;
      case looser -> looser > 0;
      case stricter -> stricter > 0;
      case changed -> looser + stricter + counts.getOrDefault(Bucket.RECLASSIFIED, 0L) > 0;
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
    return said(explanation.decision());
  }

  /** Gives a decision and its reason. */
  static String said(Decision decision) {
    return CallLines.word(decision) + " " + decision.consoleReason();
  }
}
