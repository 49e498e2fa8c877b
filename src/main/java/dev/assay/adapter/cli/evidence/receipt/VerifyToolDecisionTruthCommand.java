package dev.assay.adapter.cli.evidence.receipt;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.CheckDecisionTruth;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.json.Json;
import dev.assay.core.receipt.check.DecisionTruthCheck;
import dev.assay.core.receipt.check.DecisionVerdict;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code assay evidence verify-tool-decision-truth}. */
@Command(
    name = "verify-tool-decision-truth",
    description = {
      "hold the decision records of a bundle against the rows that cite them",
      "The bundle itself is verified first. That every check passes says that verdicts are bound to"
          + " these records; not that a policy was right, was enforced, or that a result is true."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every check passes",
      "2:a check fails, there is no row, or the bundle does not verify"
    },
    footerHeading = "%nExamples:%n",
    footer = "  assay evidence verify-tool-decision-truth decision.tar.gz")
public final class VerifyToolDecisionTruthCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.tool_decision_truth.verify.report.v0";

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "BUNDLE", description = "a bundle, or - for input")
  private String bundle = "";

  @Override
  public Integer call() throws IOException {
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      return output.finish(
          switch (new CheckDecisionTruth(files).check(bundle)) {
            case CheckDecisionTruth.Outcome.Refused(VerifyReport report) ->
                CommandAnswer.failure(
                    SCHEMA,
                    CommandReason.named(report.reasonCode()),
                    report.problems(),
                    Json.object().put("ok", false).build());
            case CheckDecisionTruth.Outcome.Checked(DecisionTruthCheck.Result result) ->
                answer(result);
          });
    }
  }

  private static CommandAnswer answer(DecisionTruthCheck.Result result) {
    String verdict = result.runVerdict().map(DecisionVerdict::wire).orElse(null);
    return CheckListing.answer(
        SCHEMA,
        result.checks(),
        result.verifiedRows()
            + " of "
            + result.rows()
            + " rows are bound to "
            + result.carriers()
            + " carriers"
            + (verdict == null ? "" : ", verdict over all: " + verdict),
        Json.object()
            .put("carrier_count", result.carriers())
            .put("row_count", result.rows())
            .put("verified_rows", result.verifiedRows())
            .put("run_verdict", verdict)
            .put("claims_not_made", Json.Arr.ofStrings(DecisionTruthCheck.CLAIMS_NOT_MADE))
            .build());
  }
}
