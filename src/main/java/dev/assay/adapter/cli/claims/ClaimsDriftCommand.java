package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.claims.ClaimsInput.Result;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.coverage.CellDocument;
import dev.assay.core.coverage.DriftAnnotation;
import dev.assay.core.coverage.KnownCoverage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay claims drift}: what a comparison of two runs supports. */
@Command(
    name = "drift",
    description = {
      "say what a runner's comparison of two runs supports",
      "Without the health of both runs nothing is strong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay claims drift drift-report.json",
      "  assay claims drift drift-report.json --health-a a.json --health-b b.json --json"
    })
final class ClaimsDriftCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private DescriptorOption descriptors = new DescriptorOption();

  @Parameters(paramLabel = "FILE", description = "an assay.runner.runtime_drift.v0.2 document")
  private String file = "";

  @Option(
      names = "--health-a",
      paramLabel = "FILE",
      description = "the health record of the first run")
  private Optional<String> healthA = Optional.empty();

  @Option(
      names = "--health-b",
      paramLabel = "FILE",
      description = "the health record of the second run")
  private Optional<String> healthB = Optional.empty();

  @Override
  public Integer call() {
    Json.Obj report;
    switch (ClaimsInput.object(file, "drift report")) {
      case Result.Refused<Json.Obj> refused -> {
        return refuse(refused);
      }
      case Result.Read<Json.Obj>(Json.Obj read) -> report = read;
    }
    Optional<Json.Obj> first;
    switch (health(healthA)) {
      case Result.Refused<Optional<Json.Obj>> refused -> {
        return refuse(refused);
      }
      case Result.Read<Optional<Json.Obj>>(Optional<Json.Obj> read) -> first = read;
    }
    Optional<Json.Obj> second;
    switch (health(healthB)) {
      case Result.Refused<Optional<Json.Obj>> refused -> {
        return refuse(refused);
      }
      case Result.Read<Optional<Json.Obj>>(Optional<Json.Obj> read) -> second = read;
    }
    return switch (descriptors.read()) {
      case Result.Refused<KnownCoverage> refused -> refuse(refused);
      case Result.Read<KnownCoverage>(KnownCoverage coverage) ->
          switch (DriftAnnotation.of(report, first, second, coverage)) {
            case CellDocument.Refused(Problem problem) ->
                refuse(ClaimsInput.refused(problem, file));
            case CellDocument.Made made -> output.finish(ClaimsInput.answer(made));
          };
    };
  }

  private int refuse(Result.Refused<?> refused) {
    return output.finish(refused.answer(DriftAnnotation.SCHEMA));
  }

  private static Result<Optional<Json.Obj>> health(Optional<String> name) {
    if (name.isEmpty()) {
      return new Result.Read<>(Optional.empty());
    }
    return switch (ClaimsInput.object(name.get(), "health record")) {
      case Result.Refused<Json.Obj> refused -> refused.as();
      case Result.Read<Json.Obj>(Json.Obj record) -> new Result.Read<>(Optional.of(record));
    };
  }
}
