package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.claims.ClaimsInput.Result;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.coverage.CellDocument;
import dev.assay.core.coverage.KnownCoverage;
import dev.assay.core.coverage.SideEffectReport;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay claims effects}: what the measured effects of a run support. */
@Command(
    name = "effects",
    description = {
      "say what the effects that a runner measured support",
      "Reads documents of the reference's runner; the kinds of effects are reported, their names are"
          + " not."
    },
    footerHeading = "%nExamples:%n",
    footer =
        "  assay claims effects --health observation-health.json --surface capability-surface.json")
final class ClaimsEffectsCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private DescriptorOption descriptors = new DescriptorOption();

  @Option(
      names = "--health",
      required = true,
      paramLabel = "FILE",
      description = "an assay.runner.observation_health.v0 document")
  private String health = "";

  @Option(
      names = "--surface",
      required = true,
      paramLabel = "FILE",
      description = "an assay.runner.capability_surface.v0 document of the same run")
  private String surface = "";

  @Override
  public Integer call() {
    return switch (ClaimsInput.object(health, "health record")) {
      case Result.Refused<Json.Obj> refused ->
          output.finish(refused.answer(SideEffectReport.SCHEMA));
      case Result.Read<Json.Obj>(Json.Obj record) ->
          switch (ClaimsInput.object(surface, "capability surface")) {
            case Result.Refused<Json.Obj> refused ->
                output.finish(refused.answer(SideEffectReport.SCHEMA));
            case Result.Read<Json.Obj>(Json.Obj effects) ->
                switch (descriptors.read()) {
                  case Result.Refused<KnownCoverage> refused ->
                      output.finish(refused.answer(SideEffectReport.SCHEMA));
                  case Result.Read<KnownCoverage>(KnownCoverage coverage) ->
                      report(record, effects, coverage);
                };
          };
    };
  }

  private int report(Json.Obj record, Json.Obj effects, KnownCoverage coverage) {
    return switch (SideEffectReport.of(record, effects, coverage)) {
      case CellDocument.Refused(Problem problem) ->
          output.finish(ClaimsInput.refused(problem, surface).answer(SideEffectReport.SCHEMA));
      case CellDocument.Made made -> output.finish(ClaimsInput.answer(made));
    };
  }
}
