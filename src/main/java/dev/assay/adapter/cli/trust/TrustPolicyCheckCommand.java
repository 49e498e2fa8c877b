package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.claim.policy.RuleResult;
import dev.assay.core.claim.policy.Severity;
import dev.assay.core.claim.policy.TrustPolicy;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay trust-policy check}: holds one report against the rules of a repository. */
@Command(
    name = "check",
    description = {
      "hold a trust-report.json against a trust policy",
      "A rule that the report cannot answer fails. Who wrote the report is not checked: compile it"
          + " yourself, or use `assay ci`."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-policy check --policy trust-policy.yaml trust-report.json",
      "  assay trust-policy check --policy trust-policy.yaml --fail-on warn --json trust-report.json"
    })
final class TrustPolicyCheckCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.trust_policy_result.v1";

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private NowOption now = new NowOption();

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "the trust policy")
  private String policyFile = "";

  @Option(
      names = "--fail-on",
      paramLabel = "error|warn|info",
      defaultValue = "error",
      converter = SeverityWord.class,
      description =
          "the least severity of a broken rule that ends with exit code 1 (default: error)")
  private Severity failOn = Severity.ERROR;

  @Parameters(paramLabel = "REPORT", description = "a trust-report.json")
  private String reportFile = "";

  @Override
  public Integer call() {
    Instant moment = now.moment();
    return switch (TrustPolicyFile.read(policyFile)) {
      case TrustPolicyFile.Result.Refused refused -> output.finish(refused.answer(SCHEMA));
      case TrustPolicyFile.Result.Read policy ->
          switch (ReportFile.read(reportFile, "report")) {
            case ReportFile.Result.Refused refused ->
                output.finish(
                    CommandAnswer.failure(
                        SCHEMA,
                        CommandReason.BASELINE_INVALID,
                        refused.problems(),
                        Json.Obj.EMPTY));
            case ReportFile.Result.Read report ->
                output.finish(answer(policy.policy(), report.report(), moment));
          };
    };
  }

  private CommandAnswer answer(TrustPolicy policy, ReadReport report, Instant moment) {
    List<RuleResult> results = policy.judge(report, moment);
    List<String> lines = new ArrayList<>();
    lines.add("policy  " + policy.document() + "  " + policy.digest());
    lines.add(
        "report  " + report.digest() + (report.extent().provisional() ? "  provisional" : ""));
    boolean broken = false;
    for (RuleResult result : results) {
      boolean fails = result.isBroken() && result.rule().severity().compareTo(failOn) <= 0;
      broken |= fails;
      lines.add(word(result, fails) + "  " + result.rule().id() + " " + result.sentence());
      if (result.isBroken() && !result.rule().explain().isEmpty()) {
        lines.add("      " + result.rule().explain().replace("\n", "\n      "));
      }
    }
    if (!report.unknownClaims().isEmpty()) {
      output.warn(
          "claims that this version does not know: " + ReportDiff.shown(report.unknownClaims()));
    }
    Json.Obj members =
        Json.object()
            .put("policy", policyJson(policy))
            .put("report", reportJson(report))
            .put("evaluated_at", moment.toString())
            .put("fail_on", failOn.wire())
            .put("rules", new Json.Arr(results.stream().<Json>map(RuleResult::json).toList()))
            .put("unknown_claims", Json.Arr.ofStrings(report.unknownClaims()))
            .build();
    CommandReason reason = broken ? CommandReason.TRUST_POLICY : CommandReason.NONE;
    return new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members, List.of());
  }

  private static String word(RuleResult result, boolean fails) {
    if (fails) {
      return "FAIL";
    }
    if (result.isBroken()) {
      return result.rule().severity() == Severity.WARN ? "WARN" : "INFO";
    }
    return switch (result.outcome()) {
      case PASSED -> "PASS";
      case WAIVED -> "SKIP";
      case FAILED, NOT_EVALUABLE, WAIVER_EXPIRED -> "NOTE";
    };
  }

  private static Json.Obj policyJson(TrustPolicy policy) {
    return Json.object()
        .put("document", policy.document())
        .put("name", policy.name())
        .put("digest", policy.digest())
        .build();
  }

  private static Json.Obj reportJson(ReadReport report) {
    return Json.object()
        .put("sha256", report.digest())
        .put("archive_sha256", report.subject().archiveSha256())
        .put("run_id", report.subject().runId())
        .put("ruleset", report.compiler().ruleset())
        .put("provisional", report.extent().provisional())
        .build();
  }
}
