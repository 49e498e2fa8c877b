package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.claims.ClaimsInput.Result;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.coverage.Fidelity;
import dev.assay.core.coverage.ObservationHealth;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code assay claims fidelity}: what the health of a capture allows to be claimed. */
@Command(
    name = "fidelity",
    description = {
      "say what the health of a runner's capture allows to be claimed",
      "Reads an assay.runner.observation_health.v0 of the reference's runner; none is made here."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the record is consistent, whatever it allows",
      "1:the verdict is failed: nothing may be claimed",
      "2:the file is missing or no JSON object"
    },
    footerHeading = "%nExamples:%n",
    footer = "  assay claims fidelity observation-health.json")
final class ClaimsFidelityCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "FILE", description = "the health record")
  private String file = "";

  @Override
  public Integer call() {
    return switch (ClaimsInput.object(file, "health record")) {
      case Result.Refused<Json.Obj> refused -> output.finish(refused.answer(Fidelity.SCHEMA));
      case Result.Read<Json.Obj>(Json.Obj document) ->
          answer(Fidelity.of(ObservationHealth.of(document)));
    };
  }

  private int answer(Fidelity fidelity) {
    List<String> lines = new ArrayList<>();
    lines.add("verdict " + fidelity.verdict().wire());
    fidelity
        .json()
        .object("claim_gate")
        .orElse(Json.Obj.EMPTY)
        .members()
        .forEach(
            (name, answer) ->
                lines.add("  " + name + ": " + (answer instanceof Json.Str(String s) ? s : "")));
    fidelity
        .projections()
        .members()
        .forEach(
            (level, answer) ->
                lines.add(
                    "  projection "
                        + level
                        + ": "
                        + (answer instanceof Json.Str(String word) ? word : "")));
    for (Fidelity.Reason reason : fidelity.reasons()) {
      lines.add("because " + reason.rule() + " (" + reason.field() + ")");
    }
    Json.ObjBuilder members = Json.object();
    fidelity.json().members().forEach(members::put);
    return output.finish(
        new CommandAnswer(
            Fidelity.SCHEMA,
            fidelity.verdict() == Fidelity.Verdict.FAILED
                ? CommandReason.CLAIM_NOT_SUPPORTED
                : CommandReason.NONE,
            String.join("\n", lines),
            members.put("projection_levels", fidelity.projections()).build(),
            List.of()));
  }
}
