package dev.assay.adapter.cli.evidence.attest;

import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.adapter.cli.output.TerminalLines;
import dev.assay.adapter.store.TarBundleFiles;
import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.attest.AttestationReport;
import dev.assay.app.offline.attest.VerifyAttestation;
import dev.assay.core.attest.BundleStatement;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.report.TerminalText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence verify-attestation}: did a trusted key sign this, and is it true? */
@Command(
    name = "verify-attestation",
    description = {
      "check who signed a statement about a bundle, and whether it is true of the bundle",
      "Without a key or a trust set the signature is not checked, and that is not a success."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence verify-attestation bundle.tar.gz.att.json --bundle bundle.tar.gz"
          + " --key gate.pub.pem",
      "  assay evidence verify-attestation bundle.tar.gz.att.json --trust-set trust.json",
      "  assay evidence verify-attestation bundle.tar.gz.att.json --trust-set trust.json"
          + " --tsa-cert tsa.pem"
    })
public final class EvidenceVerifyAttestationCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TrustOptions trust = new TrustOptions();
  @Mixin private LimitsOption limits = new LimitsOption();

  @Parameters(paramLabel = "ATTESTATION", description = "the signed statement")
  private String attestation = "";

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "the bundle it is about, or - for input; verified and compared")
  private @Nullable String bundle;

  @Option(
      names = "--tsa-cert",
      paramLabel = "PEM",
      description =
          "certificates of time-stamp authorities to trust; a signature that one of them saw before"
              + " its key was revoked counts")
  private List<String> authorities = List.of();

  @Option(
      names = "--timestamp",
      paramLabel = "FILE",
      description =
          "the time stamp over the signature, which is then required to hold (default: the"
              + " attestation's name and .tsr)")
  private @Nullable String timestamp;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (timestamp != null && authorities.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "`--timestamp` needs `--tsa-cert`: nobody else is believed about time");
    }
    BundleLimits bounds;
    switch (limits.read()) {
      case LimitsOption.Reading.Refused(CommandReason reason, List<Problem> problems) -> {
        return refused(reason, problems);
      }
      case LimitsOption.Reading.Read(BundleLimits read) -> bounds = read;
    }
    return switch (NamedAttestation.read(attestation, timestamp, trust, authorities)) {
      case NamedAttestation.Reading.Refused(CommandReason reason, List<Problem> problems) ->
          refused(reason, problems);
      case NamedAttestation.Reading.Read(VerifyAttestation.Request request) ->
          verify(request, bounds);
    };
  }

  private int verify(VerifyAttestation.Request request, BundleLimits bounds) throws IOException {
    if (bundle == null) {
      return output.finish(answer(VerifyAttestation.verify(request)));
    }
    try (TarBundleFiles files = new TarBundleFiles(System.in)) {
      VerifyBundle.Request demanded =
          new VerifyBundle.Request(bundle, bounds, List.of(), VerifyBundle.Demands.STRUCTURE);
      return output.finish(answer(new VerifyAttestation(files).verify(request, demanded)));
    }
  }

  private static CommandAnswer answer(AttestationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(TerminalLines.oneLine(report.name()) + ": " + report.result().replace('_', ' '));
    report.statement().ifPresent(statement -> lines.addAll(lines(statement)));
    switch (report) {
      case AttestationReport.Alone alone -> lines.addAll(VerdictLines.of(alone.signed()));
      case AttestationReport.WithBundle with -> lines.addAll(VerdictLines.of(with.bundle()));
      case AttestationReport.BundleRefused refused -> {
        lines.addAll(VerdictLines.of(refused.signed()));
        lines.addAll(VerdictLines.of(refused.bundle()));
      }
    }
    return new CommandAnswer(
        AttestationReport.SCHEMA,
        CommandReason.named(report.reasonCode()),
        String.join("\n", lines),
        report.members(),
        problems(report));
  }

  private static List<String> lines(BundleStatement statement) {
    List<String> lines = new ArrayList<>();
    lines.add("  about       sha256:" + statement.archiveSha256());
    lines.add("  bundle id   " + statement.bundleId());
    lines.add("  run         " + TerminalText.field(statement.run().runId()));
    if (!statement.additional().isEmpty()) {
      lines.add(
          "  unchecked   "
              + TerminalText.field(String.join(", ", statement.additional()))
              + ": signed, and compared with nothing");
    }
    return lines;
  }

  private static List<Problem> problems(AttestationReport report) {
    if (report.reasonCode().isEmpty()) {
      return List.of();
    }
    return switch (report) {
      case AttestationReport.BundleRefused(String _, VerifyReport bundle) -> bundle.problems();
      case AttestationReport.Alone _, AttestationReport.WithBundle _ ->
          List.of(
              Problem.of(
                  report.signed().reason().wire(),
                  report.signed().reason().sentence(),
                  Where.document(report.name())));
    };
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(
        CommandAnswer.failure(AttestationReport.SCHEMA, reason, problems, Json.Obj.EMPTY));
  }
}
