package dev.assay.adapter.cli.evidence.attest;

import dev.assay.adapter.cli.output.NamedFile;
import dev.assay.app.offline.anchor.CheckAnchor.Receipt;
import dev.assay.app.offline.anchor.SignatureStamp;
import dev.assay.app.offline.attest.CheckSignature;
import dev.assay.app.offline.attest.CheckSignature.Attestation;
import dev.assay.app.offline.attest.SignatureTrust;
import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.attest.EnvelopeReader;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.crypto.timestamp.TimeStampTrust;
import dev.assay.core.evidence.BundleLayout;
import dev.assay.core.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files about a signature: the attestation beside a bundle, and the time stamp beside that. */
public final class SignatureFiles {
  private static final String STANDARD_INPUT = "-";

  private SignatureFiles() {}

  /** Gives the name of the time stamp over the signature of an attestation. */
  static String stampOf(String attestation) {
    return attestation + AnchorKind.TIMESTAMP.suffix();
  }

  /** Gives the names of the attestation beside a bundle and of the time stamp over it. */
  public static List<String> namesBeside(String bundle) {
    return bundle.equals(STANDARD_INPUT)
        ? List.of()
        : namesOf(bundle + BundleLayout.ATTESTATION_ENDING);
  }

  /** Gives the names of an attestation and of the time stamp over it. */
  public static List<String> namesOf(String attestation) {
    return List.of(attestation, stampOf(attestation));
  }

  /** What a named attestation came to. */
  public sealed interface Naming {
    /** It can be checked. */
    record Found(Signature signature) implements Naming {}

    /** There is none of this name, or it cannot be read. */
    record Refused(Problem problem) implements Naming {}
  }

  /**
   * A signature to ask about.
   *
   * @param check answers the layer {@code signed}
   * @param sha256 digest of the attestation; empty when none was read
   */
  public record Signature(CheckSignature check, String sha256) {}

  /** Gives the attestation beside a bundle, with the time stamp over its signature. */
  public static Signature beside(
      String bundle, SignatureTrust trust, @Nullable TimeStampTrust authorities) {
    if (bundle.equals(STANDARD_INPUT)) {
      return new Signature(new CheckSignature(new Attestation.Absent(), trust), "");
    }
    String name = bundle + BundleLayout.ATTESTATION_ENDING;
    return switch (NamedFile.read(name, EnvelopeReader.MAX_BYTES, "attestation")) {
      case NamedFile.Reading.Missing _ ->
          new Signature(new CheckSignature(new Attestation.Absent(), trust), "");
      case NamedFile.Reading.Unreadable(Problem problem) ->
          new Signature(new CheckSignature(new Attestation.Unreadable(problem), trust), "");
      case NamedFile.Reading.Read(byte[] envelope) -> signature(name, envelope, trust, authorities);
    };
  }

  /** Gives an attestation by its name, with the time stamp over its signature. */
  public static Naming named(
      String attestation, SignatureTrust trust, @Nullable TimeStampTrust authorities) {
    return switch (NamedFile.read(attestation, EnvelopeReader.MAX_BYTES, "attestation")) {
      case NamedFile.Reading.Missing(Problem problem) -> new Naming.Refused(problem);
      case NamedFile.Reading.Unreadable(Problem problem) -> new Naming.Refused(problem);
      case NamedFile.Reading.Read(byte[] envelope) ->
          new Naming.Found(signature(attestation, envelope, trust, authorities));
    };
  }

  private static Signature signature(
      String attestation,
      byte[] envelope,
      SignatureTrust trust,
      @Nullable TimeStampTrust authorities) {
    SignatureStamp stamp =
        SignatureStamp.judge(receipt(stampOf(attestation)), envelope, authorities);
    return new Signature(
        new CheckSignature(new Attestation.Given(envelope), trust, stamp), Sha256.text(envelope));
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
