package dev.assay.adapter.cli.evidence.sarif;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CategoryOption;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.CommittedFile;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.config.PolicyFile;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.question.TellDenials;
import dev.assay.core.gate.GateRun;
import dev.assay.core.gate.GateSarif;
import dev.assay.core.gate.RecordedCases;
import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.SarifPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence sarif}: what was denied, for code scanning. */
@Command(
    name = "sarif",
    description = {
      "write what bundles record of denials as SARIF, on the lines of the policy",
      "Denied calls, calls that a dry run forwarded though the policy denies them, missing records"
          + " and findings of whole sessions; what is alike is one result with a count. All bundles"
          + " must verify, and no two may claim the same run, or nothing is written; one that is"
          + " named twice counts once. It is no gate: denials do not change the exit code."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the log is written, whatever is in it",
      "2:a bundle does not verify, or the policy is wrong or lies outside the working directory",
      "3:the log could not be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence sarif --policy policy.yaml bundle.tar.gz > denials.sarif",
      "  assay evidence sarif --policy policy.yaml --category nightly -o d.sarif a.tar.gz b.tar.gz"
    })
public final class EvidenceSarifCommand implements Callable<Integer> {
  /** Of the document that says why there is no log; it goes to standard error only. */
  private static final String SCHEMA = "assay.evidence.sarif.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CategoryOption category = new CategoryOption();

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description =
          "the committed policy that results stand on: on the line of the entry that decided, or on"
              + " the first line when another policy decided")
  private String policyFile = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "write the log to this file instead of standard output")
  private Optional<Path> file = Optional.empty();

  @Parameters(arity = "1..*", paramLabel = "BUNDLE", description = "bundles, or - for input")
  private List<String> bundles = List.of();

  @Override
  public Integer call() throws IOException {
    Optional<String> misuse = category.misuse();
    if (misuse.isPresent()) {
      throw new ParameterException(spec.commandLine(), misuse.get());
    }
    new KeptApart()
        .reading(List.of(policyFile))
        .reading(bundles)
        .writing("--output", file)
        .demand(spec.commandLine());
    Optional<String> committed = CommittedFile.path(policyFile);
    if (committed.isEmpty()) {
      throw new ParameterException(spec.commandLine(), CommittedFile.unplaced(policyFile));
    }
    return switch (PolicyFile.read(Path.of(policyFile))) {
      case PolicyFile.Result.NotRead(Problem problem) ->
          refused(CommandReason.MISSING_CONFIG, List.of(problem));
      case PolicyFile.Result.Read read ->
          switch (PolicyReader.read(read.yaml(), read.name(), false)) {
            case PolicyReading.Refused(List<Problem> problems) ->
                refused(CommandReason.POLICY_PARSE, problems);
            case PolicyReading.Accepted(Policy policy) -> tell(policy, committed.get());
          };
    };
  }

  private int tell(Policy policy, String committed) throws IOException {
    TellDenials.Outcome outcome;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      outcome = new TellDenials(files).tell(new TellDenials.Request(bundles, policy, policyFile));
    }
    return switch (outcome) {
      case TellDenials.Outcome.Refused(String reasonCode, List<Problem> problems) ->
          refused(CommandReason.named(reasonCode), problems);
      case TellDenials.Outcome.Told(RecordedCases cases, List<String> archives) ->
          write(log(cases, policy, archives, committed));
    };
  }

  private String log(RecordedCases cases, Policy policy, List<String> archives, String committed) {
    if (cases.elsewhere() > 0) {
      OutputOptions.warn(
          spec.commandLine(),
          cases.elsewhere()
              + " denials and findings are of another policy than `"
              + policyFile
              + "`: they stand on its first line");
    }
    Json.Obj provenance =
        Json.object()
            .put("assay_version", AssayVersion.NUMBER)
            .put("policy_digest", policy.digest())
            .put("bundle_digests", Json.Arr.ofStrings(archives))
            .put("of_another_policy", cases.elsewhere())
            .build();
    GateRun run = new GateRun(cases.cases(), false, provenance, Optional.empty(), List.of());
    GateSarif.Source source =
        new GateSarif.Source(
            "assay-evidence",
            AssayVersion.NUMBER,
            GateSarif.Source.under("assay/evidence", category.name()));
    return GateSarif.log(run, source, false, anchor -> SarifPlace.line(committed, anchor.line()))
        .text();
  }

  private int write(String log) {
    if (file.isEmpty()) {
      return OutputOptions.deliver(spec.commandLine(), log, CommandReason.NONE);
    }
    return OutputFile.write(file.get(), log.getBytes(StandardCharsets.UTF_8))
        .map(problem -> refused(CommandReason.OUTPUT_FAILED, List.of(problem)))
        .orElse(CommandReason.NONE.exitCode().number());
  }

  /** An older log of the name must not be taken for this one's. */
  private int refused(CommandReason reason, List<Problem> problems) {
    List<Problem> all = new ArrayList<>(problems);
    file.flatMap(OutputFile::removeOld).ifPresent(all::add);
    return OutputOptions.finish(
        spec.commandLine(), false, CommandAnswer.failure(SCHEMA, reason, all, Json.Obj.EMPTY));
  }
}
