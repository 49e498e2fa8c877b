package dev.assay.adapter.cli;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.EnforcementSarif;
import dev.assay.core.report.SarifLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
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

/** {@code assay enforcement-sarif}. */
@Command(
    name = "enforcement-sarif",
    description = {
      "show denied privileged calls as SARIF, for code scanning",
      "Reads what `assay mcp wrap --enforcement-decision-out` wrote. Callers and targets are left"
          + " out."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written, with or without results",
      "2:the input is missing, too long, or a line of it is no record",
      "3:the output could not be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay enforcement-sarif --input decisions.ndjson --output denied.sarif",
      "  assay enforcement-sarif --input - < decisions.ndjson"
    })
final class EnforcementSarifCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.enforcement_sarif.v1";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "lines of assay.enforcement_decision.v0, at most 16 MiB; - is standard input")
  private String input = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "where the log goes; - is standard output (default: -)")
  private String target = "-";

  @Override
  public Integer call() {
    if (!target.equals("-")) {
      new KeptApart()
          .reading(List.of(input))
          .writing("--output", path())
          .demand(spec.commandLine());
    }
    return switch (NamedFile.read(input, EnforcementSarif.MAX_BYTES, "input", System.in)) {
      case NamedFile.Reading.Missing(Problem problem) ->
          refuse(CommandReason.MISSING_CONFIG, problem);
      case NamedFile.Reading.Unreadable(Problem problem) ->
          refuse(CommandReason.MISSING_CONFIG, problem);
      case NamedFile.Reading.Read read ->
          switch (EnforcementSarif.read(read.bytes(), AssayVersion.NUMBER)) {
            case EnforcementSarif.Reading.Refused(Problem problem) ->
                refuse(CommandReason.IMPORT_REJECTED, problem.in(input));
            case EnforcementSarif.Reading.Read(SarifLog log) -> write(log);
          };
    };
  }

  private Path path() {
    try {
      return Path.of(target);
    } catch (InvalidPathException _) {
      throw new ParameterException(spec.commandLine(), "`--output` is no path");
    }
  }

  private int refuse(CommandReason reason, Problem problem) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, List.of(problem), Json.Obj.EMPTY));
  }

  private int write(SarifLog log) {
    if (target.equals("-")) {
      return output.finishDocument(log.text(), CommandReason.NONE);
    }
    Optional<Problem> problem =
        OutputFile.write(path(), log.text().getBytes(StandardCharsets.UTF_8));
    return problem.isPresent()
        ? refuse(CommandReason.OUTPUT_FAILED, problem.get())
        : output.finish(
            CommandAnswer.success(
                SCHEMA,
                log.results().size() + " denied privileged calls written to " + target,
                Json.object().put("results", log.results().size()).put("output", target).build()));
  }
}
