package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.claim.TrustBasisDiff;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay trust-basis diff}: compares two files by claim id; opens no bundle. */
@Command(
    name = "diff",
    description = {
      "compare two trust-basis.json files by claim id",
      "It compares levels as words: a vanished adverse finding counts as a regression here."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-basis diff baseline.json candidate.json",
      "  assay trust-basis diff --fail-on-regression --json baseline.json candidate.json"
    })
final class TrustBasisDiffCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--fail-on-regression",
      description = "exit 1 when a level fell or a claim is gone")
  private boolean failOnRegression;

  @Parameters(index = "0", paramLabel = "BASELINE", description = "the file to compare with")
  private Path baseline = Path.of("");

  @Parameters(index = "1", paramLabel = "CANDIDATE", description = "the file to judge")
  private Path candidate = Path.of("");

  @Override
  public Integer call() {
    BasisFile.Result before = BasisFile.read(baseline, "baseline");
    BasisFile.Result now = BasisFile.read(candidate, "candidate");
    if (before instanceof BasisFile.Result.Read a && now instanceof BasisFile.Result.Read b) {
      return report(TrustBasisDiff.between(a.basis(), b.basis()));
    }
    List<Problem> problems = new ArrayList<>();
    for (BasisFile.Result result : List.of(before, now)) {
      if (result instanceof BasisFile.Result.Refused refused) {
        problems.addAll(refused.problems());
      }
    }
    return output.finish(
        CommandAnswer.failure(
            TrustBasisDiff.SCHEMA, CommandReason.BASELINE_INVALID, problems, Json.Obj.EMPTY));
  }

  private int report(TrustBasisDiff diff) {
    boolean fails = failOnRegression && diff.hasRegressions();
    if (fails) {
      output.say("Trust Basis regression check failed");
    }
    return output.finishDocument(
        output.isJson() ? new String(diff.bytes(), StandardCharsets.UTF_8) : diff.text(),
        fails ? CommandReason.TRUST_REGRESSION : CommandReason.NONE);
  }
}
