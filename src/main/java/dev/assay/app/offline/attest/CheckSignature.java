package dev.assay.app.offline.attest;

import dev.assay.app.offline.LayerCheck;
import dev.assay.app.offline.anchor.SignatureStamp;
import dev.assay.core.attest.EnvelopeVerdict;
import dev.assay.core.attest.EnvelopeVerifier;
import dev.assay.core.attest.SignatureFinding;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerdictLayer.Reason;
import dev.assay.core.evidence.verify.VerdictLayer.Status;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers {@code signed}: by whom? Confirmed only when enough trusted keys signed a statement that
 * is true of the bundle in every field.
 */
public final class CheckSignature implements LayerCheck {
  private final Attestation attestation;
  private final SignatureTrust trust;
  private final SignatureStamp stamp;

  /** Makes the check of one attestation. */
  public CheckSignature(Attestation attestation, SignatureTrust trust) {
    this(attestation, trust, new SignatureStamp.Absent());
  }

  /**
   * Makes the check of one attestation with the time stamp over its signature: a key that was
   * revoked later than that counts.
   */
  public CheckSignature(Attestation attestation, SignatureTrust trust, SignatureStamp stamp) {
    this.attestation = attestation;
    this.trust = trust;
    this.stamp = stamp;
  }

  /** The file beside a bundle. */
  public sealed interface Attestation {
    /** It was read. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Given(byte[] envelope) implements Attestation {}

    /** There is none. */
    record Absent() implements Attestation {}

    /** There is one and it cannot be read. */
    record Unreadable(Problem problem) implements Attestation {}
  }

  @Override
  public Question question() {
    return Question.SIGNED;
  }

  @Override
  public VerdictLayer check(VerifiedBundle bundle) {
    return switch (attestation) {
      case Attestation.Absent _ -> absent();
      case Attestation.Unreadable unreadable ->
          layer(Status.FAILED, Reason.ATTESTATION_MALFORMED, problems(unreadable.problem()));
      case Attestation.Given given -> layer(verdict(given.envelope(), bundle), stamp);
    };
  }

  private VerdictLayer absent() {
    return switch (trust) {
      case SignatureTrust.NotGiven _ ->
          new VerdictLayer(Question.SIGNED, Status.NOT_CHECKED, Reason.NO_SIGNATURE_GIVEN);
      case SignatureTrust.Given _ ->
          new VerdictLayer(Question.SIGNED, Status.NOT_PRESENT, Reason.ATTESTATION_ABSENT);
    };
  }

  private EnvelopeVerdict verdict(byte[] envelope, VerifiedBundle bundle) {
    return switch (trust) {
      case SignatureTrust.NotGiven _ -> EnvelopeVerifier.inspect(envelope, bundle);
      case SignatureTrust.Given given ->
          compared(
              EnvelopeVerifier.trusting(given.keys(), given.threshold())
                  .seenAt(stamp.latest())
                  .verify(envelope, bundle),
              envelope,
              bundle);
    };
  }

  /**
   * What nobody trusted signed is still compared: an envelope that is not about this archive is
   * counter-evidence, and not just one with an unknown key.
   */
  private static EnvelopeVerdict compared(
      EnvelopeVerdict verdict, byte[] envelope, VerifiedBundle bundle) {
    if (!(verdict instanceof EnvelopeVerdict.SignatureRefused refused)
        || refused.standing() != SignatureFinding.Standing.KEY_NOT_TRUSTED) {
      return verdict;
    }
    EnvelopeVerdict said = EnvelopeVerifier.inspect(envelope, bundle);
    return said instanceof EnvelopeVerdict.SignatureNotChecked ? verdict : said;
  }

  /** Gives a verdict on an envelope as the layer it answers. */
  static VerdictLayer layer(EnvelopeVerdict verdict, SignatureStamp stamp) {
    return switch (verdict) {
      case EnvelopeVerdict.Malformed(List<Problem> problems) ->
          layer(Status.FAILED, Reason.ATTESTATION_MALFORMED, problems(problems));
      case EnvelopeVerdict.SignatureRefused refused ->
          layer(
              Status.FAILED,
              reason(refused),
              signatures(
                  refused.signatures(),
                  stamp,
                  refused.standing() == SignatureFinding.Standing.KEY_REVOKED));
      case EnvelopeVerdict.StatementRefused(List<Problem> problems) ->
          layer(Status.FAILED, Reason.STATEMENT_REFUSED, problems(problems));
      case EnvelopeVerdict.BundleDiffers differs ->
          layer(Status.FAILED, Reason.STATEMENT_DIFFERS, problems(differs.problems()));
      case EnvelopeVerdict.SignatureNotChecked _ ->
          new VerdictLayer(Question.SIGNED, Status.NOT_CHECKED, Reason.NO_TRUST_GIVEN);
      case EnvelopeVerdict.SignatureVerified verified ->
          layer(
              Status.CONFIRMED,
              restsOnStamp(verified.signatures())
                  ? Reason.STATEMENT_SIGNED_BEFORE_REVOCATION
                  : Reason.STATEMENT_SIGNED,
              signatures(verified.signatures(), stamp, false));
      case EnvelopeVerdict.AttestationVerified verified ->
          layer(
              Status.CONFIRMED,
              restsOnStamp(verified.signatures())
                  ? Reason.SIGNED_BEFORE_REVOCATION
                  : Reason.SIGNATURE_HOLDS,
              signatures(verified.signatures(), stamp, false));
    };
  }

  private static Reason reason(EnvelopeVerdict.SignatureRefused refused) {
    if (refused.counted() > 0) {
      return Reason.THRESHOLD_NOT_MET;
    }
    return switch (refused.standing()) {
      case COUNTED, COUNTED_BEFORE_REVOCATION, REPEATED -> Reason.THRESHOLD_NOT_MET;
      case KEY_NOT_TRUSTED -> Reason.KEY_NOT_TRUSTED;
      case SIGNATURE_INVALID -> Reason.SIGNATURE_INVALID;
      case KEY_ROLE_DIFFERS -> Reason.KEY_ROLE_DIFFERS;
      case KEY_OUT_OF_SCOPE -> Reason.KEY_OUT_OF_SCOPE;
      case KEY_NOT_IN_FORCE -> Reason.KEY_NOT_IN_FORCE;
      case KEY_REVOKED -> Reason.KEY_REVOKED;
    };
  }

  private static VerdictLayer layer(Status status, Reason reason, Json.Obj details) {
    return new VerdictLayer(Question.SIGNED, status, reason, details);
  }

  private static Json.Obj problems(Problem problem) {
    return problems(List.of(problem));
  }

  private static Json.Obj problems(List<Problem> problems) {
    return Json.object()
        .put("problems", Json.Arr.ofStrings(problems.stream().map(Problem::text).toList()))
        .build();
  }

  /** Only an attestation with one signature can be stamped, so that one rests on the stamp. */
  private static boolean restsOnStamp(List<SignatureFinding> signatures) {
    return signatures.stream()
        .anyMatch(s -> s.standing() == SignatureFinding.Standing.COUNTED_BEFORE_REVOCATION);
  }

  /** A stamp that was judged is always told; one that is missing, where it is what is missing. */
  private static Json.Obj signatures(
      List<SignatureFinding> signatures, SignatureStamp stamp, boolean stampIsMissing) {
    List<Json> findings = new ArrayList<>();
    signatures.forEach(signature -> findings.add(signature.json()));
    Json.ObjBuilder details = Json.object().put("signatures", new Json.Arr(findings));
    if (stamp.isJudged() || stampIsMissing) {
      details.put("time_stamp", stamp.json());
    }
    return details.build();
  }
}
