package dev.assay.app.offline.attest;

import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.anchor.SignatureStamp;
import dev.assay.core.attest.BundleStatement;
import dev.assay.core.attest.EnvelopeVerdict;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Reason;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.json.Json;
import java.util.Optional;

/** What came of checking one attestation. Exit codes as in {@code cli.md} 2. */
public sealed interface AttestationReport {
  /** The document's schema. */
  String SCHEMA = "assay.evidence.attestation.report.v1";

  /** Reason code of a signature that does not count. */
  String SIGNATURE_REFUSED = "E_SIGNATURE_REFUSED";

  /** Reason code of a signature that nobody could check. */
  String SIGNATURE_NOT_CHECKED = "E_SIGNATURE_NOT_CHECKED";

  /** Reason code of an attestation that is none, or of something else. */
  String ATTESTATION_REFUSED = "E_ATTESTATION_REFUSED";

  /** Gives the name the user gave the attestation. */
  String name();

  /** Gives the answer to the question by whom. */
  VerdictLayer signed();

  /** Gives the reason code; empty for the two states of success. */
  String reasonCode();

  /** Gives one word for how it ended. */
  String result();

  /** Gives the statement, as far as it could be read; believe it only after a success. */
  Optional<BundleStatement> statement();

  /** Only the attestation was at hand. */
  record Alone(String name, EnvelopeVerdict verdict, SignatureStamp stamp)
      implements AttestationReport {
    @Override
    public VerdictLayer signed() {
      return CheckSignature.layer(verdict, stamp);
    }

    @Override
    public String reasonCode() {
      return reason(verdict);
    }

    @Override
    public String result() {
      return word(verdict);
    }

    @Override
    public Optional<BundleStatement> statement() {
      return said(verdict);
    }
  }

  /** The bundle was at hand and is intact. */
  record WithBundle(
      String name, EnvelopeVerdict verdict, SignatureStamp stamp, VerifyReport.Passed bundle)
      implements AttestationReport {
    @Override
    public VerdictLayer signed() {
      return CheckSignature.layer(verdict, stamp);
    }

    @Override
    public String reasonCode() {
      return reason(verdict);
    }

    @Override
    public String result() {
      return word(verdict);
    }

    @Override
    public Optional<BundleStatement> statement() {
      return said(verdict);
    }
  }

  /** The bundle is not intact; the attestation was not looked at. */
  record BundleRefused(String name, VerifyReport bundle) implements AttestationReport {
    @Override
    public VerdictLayer signed() {
      return new VerdictLayer(Question.SIGNED, Status.NOT_CHECKED, Reason.STRUCTURE_FIRST);
    }

    @Override
    public String reasonCode() {
      return bundle.reasonCode();
    }

    @Override
    public String result() {
      return "refused";
    }

    @Override
    public Optional<BundleStatement> statement() {
      return Optional.empty();
    }
  }

  /** Gives the document {@code assay.evidence.attestation.report.v1} without its head. */
  default Json.Obj members() {
    Json.ObjBuilder json =
        Json.object()
            .put("path", name())
            .put("ok", reasonCode().isEmpty())
            .put("result", result())
            .put("signed", signed().json());
    statement()
        .ifPresent(
            statement ->
                json.put("statement", statement.json())
                    .put("not_compared", Json.Arr.ofStrings(statement.additional())));
    switch (this) {
      case Alone _ -> {}
      case WithBundle with -> json.put("bundle", with.bundle().json());
      case BundleRefused refused -> json.put("bundle", refused.bundle().json());
    }
    return json.build();
  }

  private static String reason(EnvelopeVerdict verdict) {
    return switch (verdict) {
      case EnvelopeVerdict.AttestationVerified _, EnvelopeVerdict.SignatureVerified _ -> "";
      case EnvelopeVerdict.SignatureNotChecked _ -> SIGNATURE_NOT_CHECKED;
      case EnvelopeVerdict.SignatureRefused _ -> SIGNATURE_REFUSED;
      case EnvelopeVerdict.Malformed _,
          EnvelopeVerdict.StatementRefused _,
          EnvelopeVerdict.BundleDiffers _ ->
          ATTESTATION_REFUSED;
    };
  }

  private static String word(EnvelopeVerdict verdict) {
    return switch (verdict) {
      case EnvelopeVerdict.AttestationVerified _ -> "attestation_verified";
      case EnvelopeVerdict.SignatureVerified _ -> "signature_verified";
      case EnvelopeVerdict.SignatureNotChecked _ -> "signature_not_checked";
      case EnvelopeVerdict.Malformed _,
          EnvelopeVerdict.SignatureRefused _,
          EnvelopeVerdict.StatementRefused _,
          EnvelopeVerdict.BundleDiffers _ ->
          "refused";
    };
  }

  private static Optional<BundleStatement> said(EnvelopeVerdict verdict) {
    return switch (verdict) {
      case EnvelopeVerdict.AttestationVerified verified -> Optional.of(verified.statement());
      case EnvelopeVerdict.SignatureVerified verified -> Optional.of(verified.statement());
      case EnvelopeVerdict.SignatureNotChecked unchecked -> Optional.of(unchecked.statement());
      case EnvelopeVerdict.BundleDiffers differs -> Optional.of(differs.statement());
      case EnvelopeVerdict.Malformed _,
          EnvelopeVerdict.SignatureRefused _,
          EnvelopeVerdict.StatementRefused _ ->
          Optional.empty();
    };
  }
}
