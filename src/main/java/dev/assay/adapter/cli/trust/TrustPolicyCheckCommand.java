package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CategoryOption;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.CommittedFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.claim.policy.RuleResult;
import dev.assay.core.claim.policy.Severity;
import dev.assay.core.claim.policy.TrustPolicy;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportDiff;
import dev.assay.core.gate.GateComment;
import dev.assay.core.gate.GateJUnit;
import dev.assay.core.gate.GateRun;
import dev.assay.core.gate.GateSarif;
import dev.assay.core.gate.TrustCases;
import dev.assay.core.json.Json;
import dev.assay.core.report.SarifPlace;
import java.time.Instant;
import java.util.ArrayList;
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
      "  assay trust-policy check --policy trust-policy.yaml --fail-on warn --json trust-report.json",
      "  assay trust-policy check --policy trust-policy.yaml --format sarif trust-report.json > t.sarif"
    })
final class TrustPolicyCheckCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.trust_policy_result.v1";

  private static final String SUITE = "assay trust-policy check";

  /** The forms a result can take. */
  enum Form {
    /** Lines for people. */
    text,
    /** One JSON document. */
    json,
    /** A SARIF log, for code scanning. */
    sarif,
    /** A JUnit report in XML, for CI. */
    junit,
    /** A comment on a change. */
    markdown
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CategoryOption category = new CategoryOption();
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

  @Option(
      names = "--format",
      paramLabel = "text|json|sarif|junit|markdown",
      defaultValue = "text",
      description = "form of the result (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  @Option(names = "--json", description = "same as --format json")
  private boolean json;

  @Parameters(paramLabel = "REPORT", description = "a trust-report.json")
  private String reportFile = "";

  @Override
  public Integer call() {
    checkArguments();
    Instant moment = now.moment();
    return switch (TrustPolicyFile.read(policyFile)) {
      case TrustPolicyFile.Result.Refused refused -> finish(refused.answer(SCHEMA));
      case TrustPolicyFile.Result.Read policy ->
          switch (ReportFile.read(reportFile, "report")) {
            case ReportFile.Result.Refused refused ->
                finish(
                    CommandAnswer.failure(
                        SCHEMA,
                        CommandReason.BASELINE_INVALID,
                        refused.problems(),
                        Json.Obj.EMPTY));
            case ReportFile.Result.Read report -> finish(policy.policy(), report.report(), moment);
          };
    };
  }

  private void checkArguments() {
    if (json && form != Form.text && form != Form.json) {
      throw new ParameterException(spec.commandLine(), "Ask for JSON or for another format");
    }
    Optional<String> misuse = category.misuse();
    if (misuse.isEmpty() && !category.name().isEmpty() && form != Form.sarif) {
      misuse = Optional.of("`--category` goes with `--format sarif`");
    }
    if (misuse.isEmpty() && form == Form.sarif && CommittedFile.path(policyFile).isEmpty()) {
      misuse = Optional.of(CommittedFile.unplaced(policyFile));
    }
    if (misuse.isPresent()) {
      throw new ParameterException(spec.commandLine(), misuse.get());
    }
  }

  /** Forms of other tools have nothing for an answer that comes from no rules. */
  private int finish(CommandAnswer answer) {
    return OutputOptions.finish(spec.commandLine(), json || form == Form.json, answer);
  }

  private int finish(TrustPolicy policy, ReadReport report, Instant moment) {
    List<RuleResult> results = policy.judge(report, moment);
    List<String> caveats = new ArrayList<>();
    if (report.extent().provisional()) {
      caveats.add("the report is provisional: of a recording that went on");
    }
    if (!report.unknownClaims().isEmpty()) {
      String unknown =
          "claims that this version does not know: " + ReportDiff.shown(report.unknownClaims());
      OutputOptions.warn(spec.commandLine(), unknown);
      caveats.add(unknown);
    }
    CommandAnswer answer = answer(policy, report, moment, results);
    GateRun run =
        new GateRun(
            TrustCases.rules(results, policy.document(), failOn),
            false,
            Json.object()
                .put("assay_version", AssayVersion.NUMBER)
                .put("trust_policy_digest", policy.digest())
                .put("report_digest", report.digest())
                .build(),
            Optional.empty(),
            caveats);
    return switch (form) {
      case text, json -> finish(answer);
      case sarif -> deliver(sarif(run), answer);
      case junit -> deliver(GateJUnit.of(SUITE, run).text(), answer);
      case markdown ->
          deliver(GateComment.of(run, GateComment.Title.TRUST_POLICY, AssayVersion.NUMBER), answer);
    };
  }

  private int deliver(String file, CommandAnswer answer) {
    return OutputOptions.deliver(spec.commandLine(), file, answer.reason());
  }

  private String sarif(GateRun run) {
    GateSarif.Source source =
        new GateSarif.Source(
            "assay-trust-policy",
            AssayVersion.NUMBER,
            GateSarif.Source.under("assay/trust-policy", category.name()));
    String file = CommittedFile.path(policyFile).orElseThrow();
    return GateSarif.log(run, source, false, anchor -> SarifPlace.line(file, anchor.line())).text();
  }

  private CommandAnswer answer(
      TrustPolicy policy, ReadReport report, Instant moment, List<RuleResult> results) {
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
