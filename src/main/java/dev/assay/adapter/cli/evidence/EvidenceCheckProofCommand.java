package dev.assay.adapter.cli.evidence;

import dev.assay.adapter.cli.evidence.attest.NamedAttestation;
import dev.assay.adapter.cli.evidence.attest.TrustOptions;
import dev.assay.adapter.cli.evidence.attest.VerdictLines;
import dev.assay.adapter.cli.output.CommandAnswer;
import dev.assay.adapter.cli.output.CommandReason;
import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.app.offline.ShowBundle;
import dev.assay.app.offline.attest.AttestationReport;
import dev.assay.app.offline.attest.VerifyAttestation;
import dev.assay.app.offline.question.CheckProof;
import dev.assay.core.evidence.proof.EventProof;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay evidence check-proof}: is this event in the bundle that I know of? */
@Command(
    name = "check-proof",
    description = {
      "check the proof that an event is in a bundle",
      "A proof that holds in itself says nothing until its bundle id, or its envelope root, is known"
          + " from elsewhere: by itself, or from a signed statement about the bundle. Without one of"
          + " them the answer is \"consistent, not trusted\" and the exit code 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay evidence check-proof event-17.proof.json --expect-bundle-id sha256:...",
      "  assay evidence check-proof - --expect-root 1913fc80... < event-17.proof.json",
      "  assay evidence check-proof event-17.proof.json --attestation bundle.tar.gz.att.json"
          + " --key gate.pub.pem"
    })
final class EvidenceCheckProofCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.evidence.check_proof.v1";
  private static final List<String> BY_ROOT =
      List.of("the event is in the tree with this root, at this place, with all of its envelope");
  private static final List<String> BY_ID =
      List.of(
          "the event is in this bundle, at this place, with all of its envelope",
          "the seal of the bundle says what `seal` repeats: how many events, their times, counts",
          "every other event of the bundle has the content hash that the proof lists");
  private static final String BY_SIGNATURE =
      "keys that you trust signed that this bundle is of this run and has this many events";
  private static final String NOT_THE_RECORDER = "who recorded the bundle";
  private static final List<String> NEVER =
      List.of(
          "that times are right, or that decisions were right or carried out",
          "that nothing happened which was not recorded");

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private TrustOptions trust = new TrustOptions();

  @Parameters(arity = "1", paramLabel = "PROOF", description = "a proof, or - for input")
  private String file = "";

  @Option(
      names = "--expect-bundle-id",
      paramLabel = "sha256:HEX",
      description = "the bundle id, known from a source you trust")
  private Optional<String> bundleId = Optional.empty();

  @Option(
      names = "--expect-root",
      paramLabel = "HEX",
      description = "the envelope root of the seal, known from a source you trust")
  private Optional<String> root = Optional.empty();

  @Option(
      names = "--attestation",
      paramLabel = "FILE",
      description =
          "the signed statement about the bundle; with `--key` or `--trust-set` it tells the bundle"
              + " id")
  private @Nullable String attestation;

  @Option(
      names = "--tsa-cert",
      paramLabel = "PEM",
      description =
          "certificates of time-stamp authorities to trust; a signature that one of them saw before"
              + " its key was revoked counts")
  private List<String> authorities = List.of();

  @Override
  public Integer call() {
    if (attestation == null && (trust.given() || !authorities.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "`--key`, `--trust-set` and `--tsa-cert` go with `--attestation`");
    }
    if (attestation == null) {
      return check(Optional.empty());
    }
    return switch (NamedAttestation.read(attestation, null, trust, authorities)) {
      case NamedAttestation.Reading.Refused(CommandReason reason, List<Problem> problems) ->
          refused(reason, problems);
      case NamedAttestation.Reading.Read(VerifyAttestation.Request request) -> {
        AttestationReport report = VerifyAttestation.verify(request);
        yield report.reasonCode().isEmpty() ? check(Optional.of(report)) : refused(report);
      }
    };
  }

  private int refused(AttestationReport report) {
    VerdictLayer signed = report.signed();
    Json.Obj members = Json.object().put("signed", signed.json()).build();
    return output.finish(
        CommandAnswer.failure(
            SCHEMA,
            CommandReason.named(report.reasonCode()),
            List.of(
                Problem.of(
                    signed.reason().wire(),
                    signed.reason().sentence(),
                    Where.document(report.name()))),
            members));
  }

  private int check(Optional<AttestationReport> signed) {
    return switch (NamedFile.read(file, EventProof.MAX_BYTES, "proof", System.in)) {
      case NamedFile.Reading.Missing(Problem problem) ->
          refused(CommandReason.MISSING_CONFIG, List.of(problem));
      case NamedFile.Reading.Unreadable(Problem problem) ->
          refused(CommandReason.MISSING_CONFIG, List.of(problem));
      case NamedFile.Reading.Read(byte[] bytes) -> check(bytes, signed);
    };
  }

  private int check(byte[] bytes, Optional<AttestationReport> signed) {
    CheckProof.Expected expected =
        new CheckProof.Expected(bundleId, root, signed.flatMap(AttestationReport::statement));
    return switch (CheckProof.check(bytes, expected)) {
      case CheckProof.Outcome.Malformed(List<Problem> problems) ->
          refused(CommandReason.INVALID_ARGS, problems);
      case CheckProof.Outcome.Refused(Problem problem) ->
          refused(CommandReason.PROOF_REFUSED, List.of(problem.in(file)));
      case CheckProof.Outcome.OtherBundle(Problem problem) ->
          refused(CommandReason.EVIDENCE_REQUIREMENT, List.of(problem.in(file)));
      case CheckProof.Outcome.Consistent(EventProof proof) ->
          answer(proof, CommandReason.PROOF_NOT_TRUSTED, new Judged(Known.NOTHING, signed));
      case CheckProof.Outcome.Trusted(EventProof proof, boolean byBundleId) ->
          answer(
              proof,
              CommandReason.NONE,
              new Judged(byBundleId ? Known.BUNDLE_ID : Known.ROOT, signed));
    };
  }

  /** What the reader knows of the bundle. */
  private enum Known {
    NOTHING,
    ROOT,
    BUNDLE_ID
  }

  /** What an answer rests on. */
  private record Judged(Known known, Optional<AttestationReport> signed) {
    String result() {
      return known == Known.NOTHING ? "consistent, not trusted" : "trusted";
    }

    boolean provesSeal() {
      return known == Known.BUNDLE_ID;
    }

    List<String> proven() {
      List<String> proven =
          new ArrayList<>(
              switch (known) {
                case NOTHING -> List.<String>of();
                case ROOT -> BY_ROOT;
                case BUNDLE_ID -> BY_ID;
              });
      signed.ifPresent(_ -> proven.add(BY_SIGNATURE));
      return proven;
    }

    List<String> unproven() {
      List<String> unproven =
          new ArrayList<>(
              switch (known) {
                case NOTHING -> BY_ID;
                case ROOT -> List.of("what the seal says, and how many events there are");
                case BUNDLE_ID -> List.<String>of();
              });
      unproven.add(signed.isPresent() ? "that who signed told the truth" : NOT_THE_RECORDER);
      unproven.addAll(NEVER);
      return unproven;
    }
  }

  private int answer(EventProof proof, CommandReason reason, Judged judged) {
    List<String> lines = new ArrayList<>();
    lines.add(file + ": " + judged.result());
    lines.add("  bundle  " + proof.bundleId());
    lines.add("  root    " + proof.envelopeRoot());
    lines.add("  place   " + proof.index() + (judged.provesSeal() ? " of " + proof.size() : ""));
    lines.add(ShowBundle.Row.of(judged.known() != Known.NOTHING, proof.event()).text());
    judged.signed().ifPresent(report -> lines.addAll(VerdictLines.of(report.signed())));
    judged.proven().forEach(said -> lines.add("  proven: " + said));
    judged.unproven().forEach(said -> lines.add("  not proven: " + said));
    if (judged.known() == Known.NOTHING) {
      output.warn("nothing ties this proof to a bundle that is known; " + reason.nextStep());
    }
    return output.finish(
        new CommandAnswer(
            SCHEMA, reason, String.join("\n", lines), document(proof, judged), List.of()));
  }

  private static Json.Obj document(EventProof proof, Judged judged) {
    Json.ObjBuilder document =
        Json.object()
            .put("result", judged.result())
            .put("bundle_id", proof.bundleId())
            .put("envelope_root", proof.envelopeRoot())
            .put("index", proof.index())
            .put("event", proof.event())
            .put("seal", judged.provesSeal() ? proof.sealData() : null);
    judged.signed().ifPresent(report -> document.put("signed", report.signed().json()));
    return document
        .put("proven", Json.Arr.ofStrings(judged.proven()))
        .put("not_proven", Json.Arr.ofStrings(judged.unproven()))
        .build();
  }

  private int refused(CommandReason reason, List<Problem> problems) {
    return output.finish(CommandAnswer.failure(SCHEMA, reason, problems, Json.Obj.EMPTY));
  }
}
