package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.claim.report.Acceptance;
import dev.assay.core.claim.report.BaselineFault;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
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

/** {@code assay trust-basis accept}: makes a report the baseline of the repository. */
@Command(
    name = "accept",
    description = {
      "make a trust-report.json the baseline of this repository",
      "Writes trust-report.json and acceptance.json below --dir, to be committed together. Levels are"
          + " accepted as they are; nothing is judged."
    },
    footerHeading = "%nExamples:%n",
    footer =
        "  assay trust-basis accept trust-report.json --by ana@example.org --reason \"first release\"")
final class TrustBasisAcceptCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.trust_accept.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private NowOption now = new NowOption();

  @Option(names = "--by", required = true, paramLabel = "WHO", description = "who accepts it")
  private String by = "";

  @Option(names = "--reason", required = true, paramLabel = "WHY", description = "why")
  private String reason = "";

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "the trust policy in force: when it demands something else, the baseline is stale")
  private Optional<String> policyFile = Optional.empty();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = BaselineFiles.DIRECTORY,
      description = "where baselines live (default: ${DEFAULT-VALUE})")
  private Path directory = Path.of(BaselineFiles.DIRECTORY);

  @Parameters(paramLabel = "REPORT", description = "a trust-report.json")
  private String reportFile = "";

  @Override
  public Integer call() {
    if (!Acceptance.isText(by) || !Acceptance.isText(reason)) {
      throw new ParameterException(
          spec.commandLine(),
          "`--by` and `--reason` are one line each, not blank, of at most "
              + Acceptance.MAX_TEXT
              + " characters");
    }
    keepApart();
    Optional<String> policyDigest = Optional.empty();
    if (policyFile.isPresent()) {
      switch (TrustPolicyFile.read(policyFile.get())) {
        case TrustPolicyFile.Result.Refused refused -> {
          return output.finish(refused.answer(SCHEMA));
        }
        case TrustPolicyFile.Result.Read read -> policyDigest = Optional.of(read.policy().digest());
      }
    }
    return switch (ReportFile.read(reportFile, "report")) {
      case ReportFile.Result.Refused refused -> refuse(refused.problems());
      case ReportFile.Result.Read read when read.report().extent().provisional() ->
          refuse(List.of(BaselineFault.PROVISIONAL.problem(reportFile)));
      case ReportFile.Result.Read read -> accept(read, policyDigest);
    };
  }

  /** A baseline may be accepted again: its report is put back as it was. */
  private void keepApart() {
    new KeptApart()
        .reading(policyFile.stream().toList())
        .writing("the report below --dir", directory.resolve(BaselineFiles.REPORT))
        .demand(spec.commandLine());
    new KeptApart()
        .reading(policyFile.stream().toList())
        .reading(List.of(reportFile))
        .writing("the acceptance below --dir", directory.resolve(BaselineFiles.ACCEPTANCE))
        .demand(spec.commandLine());
  }

  private int refuse(List<Problem> problems) {
    return output.finish(
        CommandAnswer.failure(SCHEMA, CommandReason.BASELINE_INVALID, problems, Json.Obj.EMPTY));
  }

  private int accept(ReportFile.Result.Read read, Optional<String> policyDigest) {
    Acceptance acceptance =
        new Acceptance(
            Acceptance.Accepted.of(read.report()), policyDigest, now.moment(), by, reason);
    Path report = directory.resolve(BaselineFiles.REPORT);
    Path record = directory.resolve(BaselineFiles.ACCEPTANCE);
    Optional<Problem> problem =
        OutputFile.write(report, read.bytes())
            .or(() -> OutputFile.write(record, acceptance.bytes()));
    if (problem.isPresent()) {
      return output.finish(
          CommandAnswer.failure(
              SCHEMA, CommandReason.OUTPUT_FAILED, List.of(problem.get()), Json.Obj.EMPTY));
    }
    return output.finish(
        CommandAnswer.success(
            SCHEMA,
            "accepted "
                + acceptance.report().reportSha256()
                + "\ncommit "
                + report
                + " and "
                + record,
            Json.object()
                .put("report", report.toString())
                .put("acceptance", record.toString())
                .put("accepted", acceptance.json())
                .build()));
  }
}
