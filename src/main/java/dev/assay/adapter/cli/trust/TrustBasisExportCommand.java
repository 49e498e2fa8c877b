package dev.assay.adapter.cli.trust;

import dev.assay.adapter.cli.output.AssayVersion;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.KeptApart;
import dev.assay.adapter.cli.output.OutputFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.store.KeyFiles;
import dev.assay.app.offline.ExportTrustReport;
import dev.assay.core.claim.policy.Severity;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.export.ExportSource;
import dev.assay.core.export.JudgedPolicy;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay trust-basis export}: a trust report in the words of other people's formats. */
@Command(
    name = "export",
    description = {
      "write a trust-report.json as in-toto SCAI, as a verification summary (VSA) or as OSCAL"
          + " assessment results",
      "The report is the only source and no level is raised. Only what is verified becomes PASSED or"
          + " satisfied. Who wrote the report is not checked: compile it yourself."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay trust-basis export --format scai trust-report.json --sign-key key.pem --out scai.json",
      "  assay trust-basis export --format vsa --policy trust-policy.yaml trust-report.json",
      "  assay trust-basis export --format oscal --policy trust-policy.yaml trust-report.json"
          + " --sign-key key.pem --out assessment-results.json"
    })
final class TrustBasisExportCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.trust_export.v1";

  /** The formats. */
  enum Form {
    /** An in-toto statement with an attribute report. */
    scai,
    /** An in-toto statement with a verification summary. */
    vsa,
    /** OSCAL assessment results. */
    oscal
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private NowOption now = new NowOption();

  @Option(
      names = "--format",
      required = true,
      paramLabel = "scai|vsa|oscal",
      description = "the format")
  private Form form = Form.scai;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "a trust policy: vsa is about its rules, in oscal they are findings")
  private @Nullable String policyFile;

  @Option(
      names = "--fail-on",
      paramLabel = "error|warn|info",
      defaultValue = "error",
      converter = SeverityWord.class,
      description = "vsa: the least severity of the rules that count (default: error)")
  private Severity failOn = Severity.ERROR;

  @Option(
      names = "--sign-key",
      paramLabel = "PEM",
      description =
          "sign: scai and vsa become DSSE envelopes, oscal gets one beside it (FILE.att.json)")
  private @Nullable String key;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "write there instead of to standard output; an older file is replaced")
  private @Nullable Path out;

  @Parameters(paramLabel = "REPORT", description = "a trust-report.json")
  private String reportFile = "";

  @Override
  public Integer call() {
    if (form == Form.scai && policyFile != null) {
      throw new ParameterException(
          spec.commandLine(), "`--policy` goes with `--format vsa` and `--format oscal`");
    }
    if (form == Form.vsa && policyFile == null) {
      throw new ParameterException(
          spec.commandLine(), "`--format vsa` is about the rules of a policy: name it, `--policy`");
    }
    if (form == Form.oscal && key != null && out == null) {
      throw new ParameterException(
          spec.commandLine(), "A signed oscal document is two files: name the first, `--out`");
    }
    if (out != null) {
      keepApart(out);
    }
    return switch (ReportFile.read(reportFile, "report")) {
      case ReportFile.Result.Refused(List<Problem> problems) ->
          refuse(CommandReason.BASELINE_INVALID, problems);
      case ReportFile.Result.Read read ->
          switch (ExportSource.of(read.report(), reportFile)) {
            case ExportSource.Result.Refused(List<Problem> problems) ->
                refuse(CommandReason.BASELINE_INVALID, problems);
            case ExportSource.Result.Ready(ExportSource source) -> withPolicy(source);
          };
    };
  }

  private void keepApart(Path target) {
    KeptApart files =
        new KeptApart()
            .reading(Stream.of(reportFile, policyFile, key).filter(Objects::nonNull).toList())
            .writing("--out", target);
    if (form == Form.oscal && key != null) {
      files.writing("the envelope beside --out", beside(target));
    }
    files.demand(spec.commandLine());
  }

  private static Path beside(Path document) {
    return Path.of(document + BundleLayout.ATTESTATION_ENDING);
  }

  private int withPolicy(ExportSource source) {
    if (policyFile == null) {
      return withKey(source, Optional.empty());
    }
    return switch (TrustPolicyFile.read(policyFile)) {
      case TrustPolicyFile.Result.Refused(CommandReason reason, List<Problem> problems) ->
          refuse(reason, problems);
      case TrustPolicyFile.Result.Read read ->
          withKey(
              source,
              Optional.of(JudgedPolicy.of(read.policy(), read.sha256(), source, now.moment())));
    };
  }

  private int withKey(ExportSource source, Optional<JudgedPolicy> judged) {
    if (key == null) {
      return export(source, judged, Optional.empty());
    }
    return switch (new KeyFiles().signingKey(Path.of(key))) {
      case KeyReading.Unusable(Problem problem) ->
          refuse(
              problem.code().equals("key.unreadable")
                  ? CommandReason.MISSING_CONFIG
                  : CommandReason.CFG_PARSE,
              List.of(problem));
      case KeyReading.Usable(SigningKey signing) -> export(source, judged, Optional.of(signing));
    };
  }

  private int export(
      ExportSource source, Optional<JudgedPolicy> judged, Optional<SigningKey> signing) {
    ExportTrustReport exporter = new ExportTrustReport(AssayVersion.NUMBER, signing);
    ExportTrustReport.Outcome outcome =
        switch (form) {
          case scai -> exporter.scai(source);
          case vsa -> exporter.vsa(source, judged.orElseThrow(), failOn, now.given());
          case oscal -> exporter.oscal(source, judged);
        };
    return switch (outcome) {
      case ExportTrustReport.Outcome.Undecided(List<String> reasons) ->
          refuse(CommandReason.TRUST_EXPORT, reasons.stream().map(this::undecided).toList());
      case ExportTrustReport.Outcome.Exported exported -> deliver(exported);
    };
  }

  private Problem undecided(String reason) {
    return Problem.of("trust_export.undecided", reason, Where.document(reportFile));
  }

  private int deliver(ExportTrustReport.Outcome.Exported exported) {
    CommandReason reason =
        exported.broken().isEmpty() ? CommandReason.NONE : CommandReason.TRUST_POLICY;
    if (out == null) {
      String document = new String(exported.document(), StandardCharsets.UTF_8);
      return OutputOptions.deliver(spec.commandLine(), ended(document), reason);
    }
    Path file = out;
    Optional<Problem> problem = OutputFile.write(file, exported.document());
    if (problem.isEmpty() && exported.envelope().isPresent()) {
      problem = OutputFile.write(beside(file), exported.envelope().get());
    }
    return problem.isPresent()
        ? refuse(CommandReason.OUTPUT_FAILED, List.of(problem.get()))
        : reason.exitCode().number();
  }

  private static String ended(String document) {
    return document.endsWith("\n") ? document : document + "\n";
  }

  private int refuse(CommandReason reason, List<Problem> problems) {
    return OutputOptions.finish(
        spec.commandLine(), false, CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }
}
