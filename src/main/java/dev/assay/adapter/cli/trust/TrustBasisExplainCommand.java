package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.evidence.attest.TrustOptions;
import dev.assay.adapter.cli.evidence.attest.VerdictLines;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.CompileTrustBasis;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.compile.Compilation;
import dev.assay.core.claim.compile.JudgedClaim;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.rule.Finding;
import dev.assay.core.claim.rule.Raise;
import dev.assay.core.claim.rule.Support;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay trust-basis explain}: why a claim has its level, and what would raise it. */
@Command(
    name = "explain",
    description = "say why a claim has its level and exactly what would raise it",
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-basis explain all --bundle bundle.tar.gz",
      "  assay trust-basis explain capture_health_clean --bundle bundle.tar.gz --key gate.pub.pem",
      "  assay trust-basis explain delegation_context_visible --bundle bundle.tar.gz --json"
    })
final class TrustBasisExplainCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.trust_explanation.v1";
  private static final String ALL = "all";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TrustOptions trust = new TrustOptions();
  @Mixin private CompileOptions compile = new CompileOptions();

  @Option(
      names = "--bundle",
      required = true,
      paramLabel = "BUNDLE",
      description = "a bundle, or - for input")
  private String bundle = "";

  @Parameters(paramLabel = "CLAIM|all", description = "the id of a claim, or all of them")
  private String claim = "";

  @Override
  public Integer call() throws IOException {
    List<ClaimId> wanted = wanted();
    return switch (compile.compile(bundle, trust)) {
      case CompileOptions.Result.Failed failed -> output.finish(failed.answer(SCHEMA));
      case CompileOptions.Result.Compiled(CompileTrustBasis.Outcome.Compiled compiled) ->
          output.finish(answer(wanted, compiled));
    };
  }

  private List<ClaimId> wanted() {
    if (claim.equals(ALL)) {
      return List.of(ClaimId.values());
    }
    return List.of(
        ClaimId.of(claim)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "`" + claim + "` is no claim; `all` lists them")));
  }

  private static CommandAnswer answer(
      List<ClaimId> wanted, CompileTrustBasis.Outcome.Compiled compiled) {
    Compilation compilation = compiled.compilation();
    List<String> lines = new ArrayList<>();
    compiled.signed().ifPresent(layer -> lines.add(String.join("\n", VerdictLines.of(layer))));
    List<Json> rows = new ArrayList<>();
    for (JudgedClaim row : compilation.rows()) {
      if (wanted.contains(row.rule().id())) {
        rows.add(row.json());
        if (row.scope().equals(Scope.BUNDLE)) {
          lines.add(text(row));
        }
      }
    }
    Json.ObjBuilder members = Json.object().put("ruleset", compilation.ruleset().wire());
    compiled.signed().ifPresent(layer -> members.put("signed", layer.json()));
    members.put("claims", new Json.Arr(rows));
    return CommandAnswer.success(SCHEMA, String.join("\n\n", lines), members.build());
  }

  private static String text(JudgedClaim row) {
    Finding finding = row.finding();
    Support support = finding.support();
    List<String> lines = new ArrayList<>();
    lines.add(row.rule().id().wire() + ": " + row.level().wire());
    lines.add("  rule      " + row.rule().sentence());
    if (finding instanceof Finding.Verified verified) {
      lines.add("  because   " + verified.corroboration().wire());
    }
    lines.add(
        "  evidence  "
            + support.candidates()
            + " looked at, "
            + support.supporting()
            + " in support, "
            + support.rejected()
            + " not"
            + (support.evidence().isEmpty() ? "" : "; first seq " + seqs(support)));
    if (!support.reasons().isEmpty()) {
      lines.add("  why       " + String.join(", ", support.reasons()));
    }
    Raise raise = row.rule().raise(finding);
    if (finding.level() != raise.to()) {
      lines.add("  raised    to " + raise.to().wire() + " by " + String.join(" and ", raise.by()));
      raise.by().forEach(code -> lines.add("  how       " + RaiseStep.of(code)));
    }
    lines.add("  not said  " + String.join(", ", row.rule().id().nonClaims()));
    return String.join("\n", lines);
  }

  private static String seqs(Support support) {
    return String.join(
        ", ", support.evidence().stream().map(found -> Long.toString(found.seq())).toList());
  }
}
