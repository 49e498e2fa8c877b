package dev.assay.app.offline.attest;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.anchor.SignatureStamp;
import dev.assay.core.attest.EnvelopeVerdict;
import dev.assay.core.attest.EnvelopeVerifier;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerifiedBundle;

/** Checks one attestation, alone or against the bundle it is about. */
public final class VerifyAttestation {
  private final BundleFiles files;

  /** Makes one that reads bundles through a port. */
  public VerifyAttestation(BundleFiles files) {
    this.files = files;
  }

  /**
   * What to check.
   *
   * @param name the name the user gave the attestation
   * @param envelope its bytes
   * @param trust whose signatures count
   * @param stamp what a time stamp over its signature says
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
  public record Request(String name, byte[] envelope, SignatureTrust trust, SignatureStamp stamp) {}

  /**
   * Checks the signature over a statement; without a bundle at hand nothing says that the statement
   * is true.
   */
  public static AttestationReport verify(Request request) {
    EnvelopeVerdict verdict =
        switch (request.trust()) {
          case SignatureTrust.NotGiven _ -> EnvelopeVerifier.inspect(request.envelope());
          case SignatureTrust.Given given ->
              verifier(given, request.stamp()).verify(request.envelope());
        };
    return new AttestationReport.Alone(request.name(), verdict, request.stamp());
  }

  /**
   * Verifies the bundle first, then the signature, then every field of the statement; the report on
   * the bundle has the layer {@code signed} answered.
   */
  public AttestationReport verify(Request request, VerifyBundle.Request bundle) {
    VerifyReport report = new VerifyBundle(files).verify(bundle);
    return switch (report) {
      case VerifyReport.Passed passed -> {
        EnvelopeVerdict verdict = verdict(request, passed.verdict().bundle());
        Verdict.Intact answered =
            passed.verdict().with(CheckSignature.layer(verdict, request.stamp()));
        yield new AttestationReport.WithBundle(
            request.name(),
            verdict,
            request.stamp(),
            new VerifyReport.Passed(passed.path(), answered));
      }
      case VerifyReport.Refused _, VerifyReport.NotRun _ ->
          new AttestationReport.BundleRefused(request.name(), report);
    };
  }

  private static EnvelopeVerdict verdict(Request request, VerifiedBundle bundle) {
    return switch (request.trust()) {
      case SignatureTrust.NotGiven _ -> EnvelopeVerifier.inspect(request.envelope(), bundle);
      case SignatureTrust.Given given ->
          verifier(given, request.stamp()).verify(request.envelope(), bundle);
    };
  }

  private static EnvelopeVerifier verifier(SignatureTrust.Given trust, SignatureStamp stamp) {
    return EnvelopeVerifier.trusting(trust.keys(), trust.threshold()).seenAt(stamp.latest());
  }
}
