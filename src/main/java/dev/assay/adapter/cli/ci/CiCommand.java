package dev.assay.adapter.cli.ci;

import dev.assay.adapter.cli.evidence.attest.TrustOptions;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.CommittedFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.cli.trust.CompileOptions;
import dev.assay.adapter.cli.trust.NowOption;
import dev.assay.core.gate.GateRun;
import dev.assay.core.gate.GateSummary;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code assay ci}: one gate over policy, trace, bundle, trust policy and baseline. */
@Command(
    name = "ci",
    description = {
      "decide with files only whether a change may pass",
      "Looks at what the options name and at nothing else. Writes its files whatever it finds. The"
          + " same inputs give the same bytes, with --now also those of the JSON document."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing blocks",
      "1:blocked: a demand does not hold",
      "2:broken: an input is missing, invalid, stale or somebody else's; nothing is said about the rest",
      "3:a file could not be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay ci --policy policy.yaml --trace traces/golden.jsonl",
      "  assay ci --policy policy.yaml --bundle nightly.tar.gz --replay-fail-on any",
      "  assay ci --bundle nightly.tar.gz --trust-policy trust-policy.yaml"
          + " --baseline .assay/baseline/trust-report.json --sarif out/assay.sarif"
    })
public final class CiCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.ci.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private CiInputs inputs = new CiInputs();
  @Mixin private CompileOptions compile = new CompileOptions();
  @Mixin private TrustOptions trust = new TrustOptions();
  @Mixin private NowOption now = new NowOption();
  @Mixin private CiOutputs outputs = new CiOutputs();

  @Option(names = "--strict", description = "warnings fail too")
  private boolean strict;

  @Override
  public Integer call() throws IOException {
    refuse(inputs.misuse().or(outputs::misuse).or(() -> overwriting(List.of())));
    CiRun run = new CiRun(inputs, outputs, now.moment());
    run.readPolicy();
    refuse(overwriting(run.besidePolicy()));
    run.readTrust(compile, trust);
    Optional<String> unplaced = outputs.unplaced(run.files());
    if (unplaced.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          CommittedFile.unplaced(unplaced.get()) + ", or give `--sarif-location`");
    }
    return finish(run.result(strict), run.broken(), run.files());
  }

  private void refuse(Optional<String> misuse) {
    if (misuse.isPresent()) {
      throw new ParameterException(spec.commandLine(), misuse.get());
    }
  }

  /** Gives what would be written over, of the files named here and of those that are. */
  private Optional<String> overwriting(List<String> more) {
    List<String> files = new ArrayList<>(trust.files());
    files.addAll(more);
    files.addAll(inputs.files());
    inputs.bundle().ifPresent(bundle -> files.addAll(compile.files(bundle, trust)));
    return outputs.overwriting(files, inputs.bundle().isPresent());
  }

  private int finish(GateRun run, Optional<CiRun.Broken> broken, List<String> files) {
    CommandAnswer answer =
        broken.isPresent()
            ? new CommandAnswer(
                SCHEMA, broken.get().reason(), "", GateSummary.json(run), broken.get().problems())
            : new CommandAnswer(
                SCHEMA,
                reason(run),
                String.join("\n", GateSummary.lines(run)),
                GateSummary.json(run),
                List.of());
    run.caveats().forEach(output::warn);
    List<Problem> problems = outputs.write(run, answer, files);
    return output.finish(
        problems.isEmpty()
            ? answer
            : CommandAnswer.failure(SCHEMA, CommandReason.OUTPUT_FAILED, problems, Json.Obj.EMPTY));
  }

  private static CommandReason reason(GateRun run) {
    return switch (run.verdict()) {
      case PASSED -> CommandReason.NONE;
      case FAILED -> CommandReason.POLICY_TEST;
      case WARNED -> CommandReason.POLICY_VIOLATION;
      case UNUSABLE_INPUT, EMPTY -> CommandReason.INVALID_ARGS;
      case UNAVAILABLE -> CommandReason.OUTPUT_FAILED;
    };
  }
}
