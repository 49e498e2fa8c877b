package dev.assay.app.offline.attest;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyReport;
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
   * Checks the signature over a statement; without a bundle at hand nothing says that the statement
   * is true.
   */
  public AttestationReport verify(String name, byte[] envelope, SignatureTrust trust) {
    EnvelopeVerdict verdict =
        switch (trust) {
          case SignatureTrust.NotGiven _ -> EnvelopeVerifier.inspect(envelope);
          case SignatureTrust.Given given ->
              EnvelopeVerifier.trusting(given.keys(), given.threshold()).verify(envelope);
        };
    return new AttestationReport.Alone(name, verdict);
  }

  /**
   * Verifies the bundle first, then the signature, then every field of the statement; the report on
   * the bundle has the layer {@code signed} answered.
   */
  public AttestationReport verify(
      String name, byte[] envelope, SignatureTrust trust, VerifyBundle.Request bundle) {
    VerifyReport report = new VerifyBundle(files).verify(bundle);
    return switch (report) {
      case VerifyReport.Passed passed -> {
        EnvelopeVerdict verdict = verdict(envelope, trust, passed.verdict().bundle());
        Verdict.Intact answered = passed.verdict().with(CheckSignature.layer(verdict));
        yield new AttestationReport.WithBundle(
            name, verdict, new VerifyReport.Passed(passed.path(), answered));
      }
      case VerifyReport.Refused _, VerifyReport.NotRun _ ->
          new AttestationReport.BundleRefused(name, report);
    };
  }

  private static EnvelopeVerdict verdict(
      byte[] envelope, SignatureTrust trust, VerifiedBundle bundle) {
    return switch (trust) {
      case SignatureTrust.NotGiven _ -> EnvelopeVerifier.inspect(envelope, bundle);
      case SignatureTrust.Given given ->
          EnvelopeVerifier.trusting(given.keys(), given.threshold()).verify(envelope, bundle);
    };
  }
}
