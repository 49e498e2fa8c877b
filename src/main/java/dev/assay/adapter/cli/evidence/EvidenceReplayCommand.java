package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.config.PolicyFile;
import dev.assay.adapter.store.KeyFiles;
import dev.assay.adapter.store.StateDirectory;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.adapter.store.document.ApprovedTools;
import dev.assay.adapter.store.document.TraceFile;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.replay.ReplayBundle;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.PolicyText;
import dev.assay.core.problem.Problem;
import dev.assay.core.replay.FilesNow;
import dev.assay.core.replay.ReplayReport;
import dev.assay.core.replay.ReplayText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay evidence replay}: do the recorded decisions follow from a policy? */
@Command(
    name = "replay",
    description = {
      "verify a bundle and decide its calls again, by the policy it holds or another one",
      "Bundles hold no arguments: what rules of arguments said then counts while the rule is the"
          + " same, and what nobody can decide again is listed apart. --trace brings arguments."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no decision comes out otherwise",
      "1:a decision comes out otherwise, or none could be made again; see --fail-on",
      "2:the bundle does not verify, or policy, trace or arguments are wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence replay --last",
      "  assay evidence replay bundle.tar.gz --policy stricter.yaml --fail-on any",
      "  assay evidence replay bundle.tar.gz --policy stricter.yaml --trace calls.jsonl --json"
    })
final class EvidenceReplayCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.replay.v1";

  /** What makes the command fail. */
  enum FailOn {
    /** A decision that comes out otherwise, or that not one could be made again. */
    different,
    /** Also a decision that cannot be made again. */
    any,
    /** Nothing. */
    none
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private BundleArgument bundle = new BundleArgument();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "decide by this policy, not by the one that the bundle holds; several must each allow")
  private List<Path> policies = List.of();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = {
        "take arguments from this trace, or - for input; the digest key of the machine that recorded"
            + " them binds them to calls"
      })
  private Optional<String> trace = Optional.empty();

  @Option(
      names = "--fail-on",
      paramLabel = "different|any|none",
      defaultValue = "different",
      description =
          "exit 1 on these; any is different or not replayable (default: ${DEFAULT-VALUE})")
  private FailOn failOn = FailOn.different;

  /** What was given on the command line, read; or why it cannot be used. */
  private sealed interface Input<T> {
    record Ready<T>(T value) implements Input<T> {}

    record Refused<T>(CommandReason reason, List<Problem> problems) implements Input<T> {}
  }

  @Override
  public Integer call() throws IOException {
    return switch (bundle.choose()) {
      case BundleArgument.Choice.None(Problem problem) ->
          refused(CommandReason.EVIDENCE_UNREADABLE, List.of(problem));
      case BundleArgument.Choice.Named(String path) -> {
        if (path.equals("-") && trace.filter("-"::equals).isPresent()) {
          throw new ParameterException(
              spec.commandLine(), "Only one of bundle and trace comes from input");
        }
        yield replay(path);
      }
    };
  }

  private int replay(String path) throws IOException {
    return switch (policy()) {
      case Input.Refused<Optional<Policy>> refused -> refused(refused.reason(), refused.problems());
      case Input.Ready<Optional<Policy>>(Optional<Policy> other) ->
          switch (trace()) {
            case Input.Refused<Optional<ReplayBundle.Trace>> refused ->
                refused(refused.reason(), refused.problems());
            case Input.Ready<Optional<ReplayBundle.Trace>>(Optional<ReplayBundle.Trace> brought) ->
                replay(new ReplayBundle.Request(path, other, files(other), brought));
          };
    };
  }

  private Input<Optional<Policy>> policy() {
    if (policies.isEmpty()) {
      return new Input.Ready<>(Optional.empty());
    }
    return switch (PolicyFile.readAll(policies)) {
      case PolicyFile.AllRead.NotRead(List<Problem> problems) ->
          new Input.Refused<>(CommandReason.MISSING_CONFIG, problems);
      case PolicyFile.AllRead.Read(List<PolicyText> texts) ->
          switch (PolicyReader.readAll(texts, false)) {
            case PolicyReading.Accepted(Policy accepted) ->
                new Input.Ready<>(Optional.of(accepted));
            case PolicyReading.Refused(List<Problem> problems) ->
                new Input.Refused<>(CommandReason.POLICY_PARSE, problems);
          };
    };
  }

  /** By the recorded policy the question is about then; another one names files of now. */
  private static FilesNow files(Optional<Policy> other) {
    return other
        .map(policy -> FilesNow.approving(ApprovedTools.digests(policy)))
        .orElse(FilesNow.AS_THEN);
  }

  private Input<Optional<ReplayBundle.Trace>> trace() {
    if (trace.isEmpty()) {
      return new Input.Ready<>(Optional.empty());
    }
    return switch (StateDirectory.locate(System.getenv())) {
      case StateDirectory.Unknown(Problem problem) ->
          new Input.Refused<>(CommandReason.MISSING_CONFIG, List.of(problem));
      case StateDirectory.Located located ->
          switch (new KeyFiles().keptDigestKey(located.path())) {
            case KeyFiles.DigestKey.Unusable(Problem problem) ->
                new Input.Refused<>(CommandReason.MISSING_CONFIG, List.of(problem));
            case KeyFiles.DigestKey.Ready ready ->
                new Input.Ready<>(
                    Optional.of(
                        new ReplayBundle.Trace(
                            ready.digest(),
                            calls -> TraceFile.read(trace.get(), System.in, calls))));
          };
    };
  }

  private int replay(ReplayBundle.Request request) throws IOException {
    ReplayBundle.Outcome outcome;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      outcome = new ReplayBundle(files).replay(request);
    }
    return switch (outcome) {
      case ReplayBundle.Outcome.Refused(VerifyReport report) ->
          refused(CommandReason.named(report.reasonCode()), report.problems());
      case ReplayBundle.Outcome.TraceRefused(List<Problem> problems) ->
          refused(CommandReason.TRACE_NOT_FOUND, problems);
      case ReplayBundle.Outcome.Changed(Problem problem) ->
          refused(CommandReason.EVIDENCE_INTEGRITY, List.of(problem));
      case ReplayBundle.Outcome.Replayed replayed -> answer(request, replayed);
    };
  }

  private int answer(ReplayBundle.Request request, ReplayBundle.Outcome.Replayed replayed) {
    ReplayReport report = replayed.report();
    Json.ObjBuilder members =
        Json.object()
            .put("archive_sha256", replayed.bundle().archiveDigest())
            .put("run_id", replayed.bundle().manifest().runId())
            .put("policy_source", request.policy().isPresent() ? "file" : "embedded")
            .put("policy_digest", request.policy().map(Policy::digest).orElse(null));
    replayed
        .trace()
        .ifPresent(
            use ->
                members.put(
                    "trace",
                    Json.object().put("calls", use.calls()).put("bound", use.bound()).build()));
    report.json().members().forEach(members::put);
    return output.finish(
        new CommandAnswer(
            SCHEMA,
            reason(report),
            String.join("\n", ReplayText.lines(report, policyName(), replayed.trace())),
            members.build(),
            List.of()));
  }

  private String policyName() {
    return policies.isEmpty()
        ? "embedded policy"
        : String.join(" + ", policies.stream().map(Path::toString).toList());
  }

  private CommandReason reason(ReplayReport report) {
    return switch (failOn) {
      case none -> CommandReason.NONE;
      case different -> reason(report, report.checkedNothing());
      case any -> reason(report, report.notReplayable() > 0 || report.checkedNothing());
    };
  }

  private static CommandReason reason(ReplayReport report, boolean incomplete) {
    if (report.different() > 0) {
      return CommandReason.REPLAY_DIFFERS;
    }
    return incomplete ? CommandReason.REPLAY_INCOMPLETE : CommandReason.NONE;
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }
}
