package dev.assay.app.offline.attest;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.core.attest.Envelope;
import dev.assay.core.attest.EnvelopeVerdict;
import dev.assay.core.attest.EnvelopeVerifier;
import dev.assay.core.attest.Statement;
import dev.assay.core.attest.TrustSet;
import dev.assay.core.attest.TrustedKey;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.Collections;
import java.util.List;

/**
 * Signs a statement about a bundle after verifying it. Gives the same envelope as signing at seal
 * time with the same key; never one that our own verifier would not accept.
 */
public final class AttestBundle {
  private final BundleFiles files;

  /** Makes one that reads bundles through a port. */
  public AttestBundle(BundleFiles files) {
    this.files = files;
  }

  /**
   * What to sign.
   *
   * @param path a bundle, or {@code -} for standard input
   * @param limits bounds of the verifier
   * @param additional members to add to {@code predicate.run}; signed, and compared with nothing
   */
  public record Request(String path, BundleLimits limits, Json.Obj additional) {}

  /** What came of it. */
  public sealed interface Outcome {
    /** The envelope, ready to be written. */
    @SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
    record Attested(byte[] envelope, String keyId, VerifiedBundle bundle) implements Outcome {}

    /** The bundle is not intact; nothing was signed. */
    record NotIntact(VerifyReport report) implements Outcome {}

    /** The members to add cannot be added; nothing was signed. */
    record NotAdded(Problem problem) implements Outcome {}
  }

  /** Verifies and signs. */
  public Outcome attest(Request request, SigningKey key) {
    VerifyReport report =
        new VerifyBundle(files)
            .verify(
                new VerifyBundle.Request(
                    request.path(), request.limits(), List.of(), VerifyBundle.Demands.STRUCTURE));
    return switch (report) {
      case VerifyReport.Refused _, VerifyReport.NotRun _ -> new Outcome.NotIntact(report);
      case VerifyReport.Passed passed -> sign(passed.verdict().bundle(), request.additional(), key);
    };
  }

  private static Outcome sign(VerifiedBundle bundle, Json.Obj additional, SigningKey key) {
    return switch (Statement.about(bundle).with(additional)) {
      case Statement.Extension.Reserved reserved ->
          notAdded(
              "`" + String.join("`, `", reserved.names()) + "` come from the bundle",
              "leave them out; only further members can be added");
      case Statement.Extension.Extended extended -> {
        byte[] envelope = Envelope.sign(extended.statement(), key).canonicalBytes();
        yield switch (own(envelope, bundle, key)) {
          case EnvelopeVerdict.AttestationVerified _ ->
              new Outcome.Attested(envelope, key.keyId(), bundle);
          case EnvelopeVerdict.Malformed(List<Problem> problems) ->
              notAdded(problems.getFirst().message(), "add less");
          case EnvelopeVerdict.StatementRefused(List<Problem> problems) ->
              notAdded(problems.getFirst().message(), "add less");
          case EnvelopeVerdict.BundleDiffers _,
              EnvelopeVerdict.SignatureRefused _,
              EnvelopeVerdict.SignatureNotChecked _,
              EnvelopeVerdict.SignatureVerified _ ->
              throw new BugException("a fresh attestation is not true of its bundle");
        };
      }
    };
  }

  private static EnvelopeVerdict own(byte[] envelope, VerifiedBundle bundle, SigningKey key) {
    TrustedKey own = TrustedKey.recorder(key.verifyingKey());
    TrustSet trust = new TrustSet(List.of(own), Collections.emptyMap());
    return EnvelopeVerifier.trusting(trust, 1).verify(envelope, bundle);
  }

  private static Outcome notAdded(String message, String hint) {
    return new Outcome.NotAdded(new Problem("attestation.predicate", message, Where.NOWHERE, hint));
  }
}
