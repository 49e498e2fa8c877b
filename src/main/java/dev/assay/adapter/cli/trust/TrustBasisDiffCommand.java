package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.claim.TrustBasisDiff;
import dev.assay.core.claim.report.BaselineFault;
import dev.assay.core.claim.report.ReportDiff;
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
      "compare two trust reports, or two trust-basis.json files by claim id",
      "Reports: a regression is a claim that got worse, a claim of the bundle that is gone, or something"
          + " adverse that is new; scopes are compared with themselves. Bases: levels are compared as"
          + " words, so a vanished adverse finding counts as a regression."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-basis diff baseline/trust-report.json trust-report.json",
      "  assay trust-basis diff --fail-on-regression --json baseline.json candidate.json"
    })
final class TrustBasisDiffCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--fail-on-regression",
      description = "exit 1 when a level fell or a claim is gone")
  private boolean failOnRegression;

  @Parameters(index = "0", paramLabel = "BASELINE", description = "the file to compare with")
  private String baseline = "";

  @Parameters(index = "1", paramLabel = "CANDIDATE", description = "the file to judge")
  private String candidate = "";

  @Override
  public Integer call() {
    if (ReportFile.looksLikeReport(baseline) || ReportFile.looksLikeReport(candidate)) {
      return reports();
    }
    BasisFile.Result before = BasisFile.read(Path.of(baseline), "baseline");
    BasisFile.Result now = BasisFile.read(Path.of(candidate), "candidate");
    if (before instanceof BasisFile.Result.Read a && now instanceof BasisFile.Result.Read b) {
      return report(TrustBasisDiff.between(a.basis(), b.basis()));
    }
    List<Problem> problems = new ArrayList<>();
    for (BasisFile.Result result : List.of(before, now)) {
      if (result instanceof BasisFile.Result.Refused refused) {
        problems.addAll(refused.problems());
      }
    }
    return refuse(TrustBasisDiff.SCHEMA, problems);
  }

  private int reports() {
    ReportFile.Result before = ReportFile.read(baseline, "baseline");
    ReportFile.Result now = ReportFile.read(candidate, "candidate");
    if (before instanceof ReportFile.Result.Read a && now instanceof ReportFile.Result.Read b) {
      List<BaselineFault> faults = BaselineFault.between(a.report(), b.report());
      return faults.isEmpty()
          ? report(ReportDiff.between(a.report(), b.report()))
          : refuse(
              ReportDiff.SCHEMA, faults.stream().map(fault -> fault.problem(baseline)).toList());
    }
    List<Problem> problems = new ArrayList<>();
    for (ReportFile.Result result : List.of(before, now)) {
      if (result instanceof ReportFile.Result.Refused refused) {
        problems.addAll(refused.problems());
      }
    }
    return refuse(ReportDiff.SCHEMA, problems);
  }

  private int refuse(String schema, List<Problem> problems) {
    return output.finish(
        CommandAnswer.failure(schema, CommandReason.BASELINE_INVALID, problems, Json.Obj.EMPTY));
  }

  private int report(ReportDiff diff) {
    List<String> lines = new ArrayList<>();
    for (ReportDiff.Kind kind : ReportDiff.Kind.values()) {
      for (ReportDiff.Change change : diff.of(kind)) {
        lines.add(
            kind.wire()
                + "  "
                + change.sentence()
                + (change.isRegression() ? "  (regression)" : ""));
      }
    }
    if (lines.isEmpty()) {
      lines.add("no differences");
    }
    if (!diff.notCompared().isEmpty()) {
      output.warn("claims that are not compared: " + ReportDiff.shown(diff.notCompared()));
    }
    boolean fails = failOnRegression && !diff.regressions().isEmpty();
    return output.finish(
        new CommandAnswer(
            ReportDiff.SCHEMA,
            fails ? CommandReason.TRUST_REGRESSION : CommandReason.NONE,
            String.join("\n", lines),
            diff.json(),
            List.of()));
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
