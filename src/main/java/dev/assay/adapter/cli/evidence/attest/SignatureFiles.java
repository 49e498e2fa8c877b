package dev.assay.adapter.cli.evidence.attest;

import dev.assay.app.offline.anchor.CheckAnchor.Receipt;
import dev.assay.app.offline.anchor.SignatureStamp;
import dev.assay.app.offline.attest.CheckSignature;
import dev.assay.app.offline.attest.CheckSignature.Attestation;
import dev.assay.app.offline.attest.SignatureTrust;
import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.attest.EnvelopeReader;
import dev.assay.core.crypto.timestamp.TimeStampTrust;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The files about a signature: the attestation beside a bundle, and the time stamp beside that. */
public final class SignatureFiles {
  private static final String STANDARD_INPUT = "-";

  private SignatureFiles() {}

  /** Gives the name of the attestation beside a bundle. */
  public static String nameBeside(String bundle) {
    return bundle + BundleLayout.ATTESTATION_ENDING;
  }

  /** Gives the name of the time stamp over the signature of an attestation. */
  public static String stampOf(String attestation) {
    return attestation + AnchorKind.TIMESTAMP.suffix();
  }

  /** Gives the check of the attestation beside a bundle, with the time stamp over its signature. */
  public static CheckSignature beside(
      String bundle, SignatureTrust trust, @Nullable TimeStampTrust authorities) {
    if (bundle.equals(STANDARD_INPUT)) {
      return new CheckSignature(new Attestation.Absent(), trust);
    }
    String name = nameBeside(bundle);
    return switch (NamedFile.read(name, EnvelopeReader.MAX_BYTES, "attestation")) {
      case NamedFile.Reading.Missing _ -> new CheckSignature(new Attestation.Absent(), trust);
      case NamedFile.Reading.Unreadable(Problem problem) ->
          new CheckSignature(new Attestation.Unreadable(problem), trust);
      case NamedFile.Reading.Read(byte[] envelope) -> check(name, envelope, trust, authorities);
    };
  }

  /** Gives the check of an attestation that was read, with the time stamp over its signature. */
  public static CheckSignature check(
      String attestation,
      byte[] envelope,
      SignatureTrust trust,
      @Nullable TimeStampTrust authorities) {
    return new CheckSignature(
        new Attestation.Given(envelope),
        trust,
        SignatureStamp.judge(receipt(stampOf(attestation)), envelope, authorities));
  }

  /** Gives a time stamp; that there is none is an answer. */
  static Receipt receipt(String name) {
    return switch (NamedFile.read(name, StampAuthorities.MAX_STAMP_BYTES, "time stamp")) {
      case NamedFile.Reading.Read(byte[] bytes) -> new Receipt.Given(bytes);
      case NamedFile.Reading.Missing _ -> new Receipt.Absent();
      case NamedFile.Reading.Unreadable(Problem problem) -> new Receipt.Unreadable(problem);
    };
  }
}
