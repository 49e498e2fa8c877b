package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.claims.ClaimsInput.Result;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.cli.trust.ReportPaths;
import dev.assay.core.coverage.CoverageFold;
import dev.assay.core.coverage.DriftDimension;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code assay claims fold}: many runs as counts and floors. */
@Command(
    name = "fold",
    description = {
      "fold many drift annotations: how many runs have which strength, and the weakest",
      "Reads one at a time. Directories are searched for *.json; a file that is no annotation ends"
          + " with exit code 2. A run without a usable cell counts as missing. There is no average."
    },
    footerHeading = "%nExamples:%n",
    footer = "  assay claims fold annotations/ --json")
final class ClaimsFoldCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "annotations, or directories of them")
  private List<Path> paths = List.of();

  @Override
  public Integer call() {
    return switch (ReportPaths.of(paths)) {
      case ReportPaths.Result.Refused(Problem problem) ->
          output.finish(
              CommandAnswer.failure(
                  CoverageFold.SCHEMA,
                  CommandReason.MISSING_CONFIG,
                  List.of(problem),
                  Json.Obj.EMPTY));
      case ReportPaths.Result.Found(List<String> files) -> fold(files);
    };
  }

  private int fold(List<String> files) {
    CoverageFold fold = new CoverageFold();
    for (String file : files) {
      switch (ClaimsInput.object(file, "annotation")) {
        case Result.Refused<Json.Obj> refused -> {
          return output.finish(refused.answer(CoverageFold.SCHEMA));
        }
        case Result.Read<Json.Obj>(Json.Obj annotation) -> {
          Optional<Problem> wrong = fold.add(annotation);
          if (wrong.isPresent()) {
            return output.finish(
                ClaimsInput.refused(wrong.get(), file).answer(CoverageFold.SCHEMA));
          }
        }
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("runs " + fold.runs());
    for (DriftDimension dimension : DriftDimension.values()) {
      lines.add(dimension.wire() + ": floor " + fold.floor(dimension));
    }
    Json.ObjBuilder members = Json.object();
    fold.json().members().forEach(members::put);
    return output.finish(
        CommandAnswer.success(CoverageFold.SCHEMA, String.join("\n", lines), members.build()));
  }
}
