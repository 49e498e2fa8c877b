package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.evidence.attest.TrustSetFile;
import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.config.RulePackFiles;
import dev.assay.adapter.store.NewestBundle;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.LintBundle;
import dev.assay.app.offline.LoadPacks;
import dev.assay.app.offline.PackTrust;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.attest.TrustSet;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.json.Json;
import dev.assay.core.lint.LintJson;
import dev.assay.core.lint.LintReport;
import dev.assay.core.lint.LintSarif;
import dev.assay.core.lint.LintText;
import dev.assay.core.lint.Linter;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.SarifPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence lint}: is what a bundle records complete and in good form? */
@Command(
    name = "lint",
    description = {
      "verify a bundle and hold its events against rules",
      "Rules judge form and completeness. No finding does not mean that the recorded decisions were"
          + " right."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no finding at or above --fail-on",
      "1:a finding at or above --fail-on",
      "2:the bundle does not verify, or wrong arguments",
      "3:a pack cannot be loaded, or the answer cannot be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence lint --last",
      "  assay evidence lint --pack gateway-baseline,rules/ours.yaml bundle.tar.gz",
      "  assay evidence lint --pack rules/ours.yaml --trust-set trust.json --require-signed-packs"
          + " bundle.tar.gz",
      "  assay evidence lint --format sarif --sarif-location policy.yaml bundle.tar.gz > lint.sarif",
      "  assay evidence lint --explain ASSAY-W001"
    })
final class EvidenceLintCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.lint.v1";
  private static final String EXPLAIN_SCHEMA = "assay.evidence.lint.rule.v1";

  /** The forms of the report. */
  enum Form {
    /** Lines for people. */
    text,
    /** One JSON document. */
    json,
    /** One SARIF log. */
    sarif
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--format",
      paramLabel = "text|json|sarif",
      defaultValue = "text",
      description = "form of the result (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  @Option(names = "--json", description = "same as --format json")
  private boolean json;

  @Option(
      names = "--fail-on",
      paramLabel = "error|warn|info|none",
      defaultValue = "error",
      converter = FailOnWord.class,
      description = "the least severity that ends with exit code 1 (default: ${DEFAULT-VALUE})")
  private FailOn failOn = FailOn.error;

  @Option(
      names = "--pack",
      paramLabel = "REF",
      split = ",",
      description = "a pack by name or path, several with commas (default: gateway-baseline)")
  private List<String> packs = List.of(LoadPacks.DEFAULT);

  @Option(
      names = "--trust-set",
      paramLabel = "FILE",
      description =
          "a pack with a signature beside it (.att.json) runs only when a key of this file with the"
              + " role `pack` made it")
  private Optional<String> trustSet = Optional.empty();

  @Option(
      names = "--require-signed-packs",
      description = "refuse packs without a signature too, except those that come with the program")
  private boolean requireSigned;

  @Option(
      names = "--max-results",
      paramLabel = "N",
      defaultValue = "500",
      description = "show the N most serious findings (default: ${DEFAULT-VALUE})")
  private int maxResults = 500;

  @Option(
      names = "--sarif-location",
      paramLabel = "FILE",
      description = "the file of the repository that SARIF results stand on")
  private Optional<String> sarifLocation = Optional.empty();

  @Option(
      names = "--explain",
      paramLabel = "RULE",
      description = "say what a rule asks; no bundle is read")
  private Optional<String> explain = Optional.empty();

  @Option(names = "--last", description = "the newest bundle of the local evidence directory")
  private boolean last;

  @Parameters(arity = "0..1", paramLabel = "BUNDLE", description = "a bundle, or - for input")
  private List<String> bundles = List.of();

  @Override
  public Integer call() throws IOException {
    checkArguments();
    PackTrust trust = new PackTrust.NotAsked();
    if (trustSet.isPresent()) {
      switch (TrustSetFile.read(trustSet.get())) {
        case TrustSetFile.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
          return refused(reason, problems);
        }
        case TrustSetFile.Reading.Read(TrustSet keys) ->
            trust = new PackTrust.Asked(keys, requireSigned);
      }
    }
    return switch (new LoadPacks(RulePackFiles.of(System.getenv()), trust).load(packs)) {
      case LoadPacks.Outcome.NotLoaded(List<Problem> problems) ->
          refused(CommandReason.PACK_UNUSABLE, problems);
      case LoadPacks.Outcome.Loaded loaded ->
          explain.isPresent() ? explain(explain.get(), loaded) : lint(loaded);
    };
  }

  private void checkArguments() {
    if (bundles.size() > 1 || (explain.isEmpty() && last == !bundles.isEmpty())) {
      throw new ParameterException(spec.commandLine(), "Name one bundle, or `--last`");
    }
    if (explain.isPresent() && (last || !bundles.isEmpty())) {
      throw new ParameterException(spec.commandLine(), "`--explain` reads no bundle");
    }
    if (explain.isPresent() && form == Form.sarif) {
      throw new ParameterException(spec.commandLine(), "`--explain` has no SARIF form");
    }
    if (json && form == Form.sarif) {
      throw new ParameterException(spec.commandLine(), "Ask for JSON or for SARIF");
    }
    if (maxResults < 1 || maxResults > Linter.MAX_FINDINGS) {
      throw new ParameterException(
          spec.commandLine(), "`--max-results` is from 1 to " + Linter.MAX_FINDINGS);
    }
    if (requireSigned && trustSet.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "`--require-signed-packs` needs `--trust-set`: it says whose keys");
    }
    if (sarifLocation.isPresent() && !SarifPlace.isInRepository(sarifLocation.get())) {
      throw new ParameterException(
          spec.commandLine(),
          "`--sarif-location` is a path below the root of the repository, such as policy.yaml");
    }
    if (sarifLocation.isPresent() && form != Form.sarif) {
      throw new ParameterException(
          spec.commandLine(), "`--sarif-location` goes with `--format sarif`");
    }
  }

  private int explain(String rule, LoadPacks.Outcome.Loaded loaded) {
    return switch (LintRuleText.of(rule, loaded.packs())) {
      case LintRuleText.Known known ->
          finish(CommandAnswer.success(EXPLAIN_SCHEMA, known.text(), known.members()));
      case LintRuleText.Unknown(String hint) ->
          throw new ParameterException(
              spec.commandLine(), "There is no rule `" + rule + "` in these packs, " + hint);
    };
  }

  private int lint(LoadPacks.Outcome.Loaded loaded) throws IOException {
    String path;
    if (last) {
      switch (NewestBundle.find(System.getenv())) {
        case NewestBundle.NotFound(Problem problem) -> {
          return refused(CommandReason.EVIDENCE_UNREADABLE, List.of(problem));
        }
        case NewestBundle.Found found -> path = found.file().toString();
      }
    } else {
      path = bundles.getFirst();
    }
    LintBundle.Outcome outcome;
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      outcome =
          new LintBundle(files)
              .lint(new LintBundle.Request(path, BundleLimits.DEFAULT, loaded.packs(), maxResults));
    }
    return switch (outcome) {
      case LintBundle.Outcome.Refused(VerifyReport report) ->
          refused(CommandReason.named(report.reasonCode()), report.problems());
      case LintBundle.Outcome.Linted(LintReport report) -> answer(report, path, loaded);
    };
  }

  private int answer(LintReport report, String path, LoadPacks.Outcome.Loaded loaded) {
    boolean fails = failOn.severity().filter(report::reaches).isPresent();
    CommandReason reason = fails ? CommandReason.LINT_FINDING : CommandReason.NONE;
    if (form == Form.sarif) {
      LintSarif.Places places = new LintSarif.Places(path, sarifLocation, loaded.files());
      return OutputOptions.deliver(
          spec.commandLine(), LintSarif.log(report, AssayVersion.NUMBER, places).text(), reason);
    }
    List<String> lines = new ArrayList<>(LintText.lines(report, path));
    Json.ObjBuilder members = Json.object();
    LintJson.members(report, AssayVersion.NUMBER).members().forEach(members::put);
    if (trustSet.isPresent()) {
      PackSigners signers = PackSigners.of(loaded);
      lines.addAll(signers.lines());
      members.put("pack_signatures", signers.json());
    }
    return finish(
        new CommandAnswer(SCHEMA, reason, String.join("\n", lines), members.build(), List.of()));
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }

  private int finish(CommandAnswer answer) {
    return OutputOptions.finish(spec.commandLine(), json || form == Form.json, answer);
  }
}
