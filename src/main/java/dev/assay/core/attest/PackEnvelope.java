package dev.assay.core.attest;

import dev.assay.core.attest.SignatureFinding.Standing;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The signed envelope beside a rule pack: its payload is the pack file, byte for byte.
 *
 * <p>A signature says that the holder of a key trusted for packs published exactly these rules; not
 * when, not that they are the newest, and not that they find what they should. Source: {@code
 * evidence.md} 6.5, 9.7.
 */
public final class PackEnvelope {
  /** The payload type: the file as it is, not a canonical form of it. */
  public static final String PAYLOAD_TYPE = "application/vnd.assay.rule-pack+yaml";

  /** What the file's name adds to the name of the pack file. */
  public static final String ENDING = ".att.json";

  private PackEnvelope() {}

  /** What checking came to. */
  public sealed interface Verdict {
    /** A trusted key signed exactly this file. */
    record Signed(List<SignatureFinding> signatures) implements Verdict {
      /** Copies the findings. */
      public Signed {
        signatures = List.copyOf(signatures);
      }
    }

    /** It is no envelope around a pack. */
    record Malformed(List<Problem> problems) implements Verdict {
      /** Copies the problems. */
      public Malformed {
        problems = List.copyOf(problems);
      }
    }

    /** No signature counts; what came closest. */
    record Refused(Standing standing) implements Verdict {}

    /** A trusted key signed another file than this. */
    record Differs() implements Verdict {}
  }

  /** Gives the envelope around a pack file. */
  public static byte[] sign(byte[] pack, SigningKey key) {
    return Envelope.sign(PAYLOAD_TYPE, pack, key).canonicalBytes();
  }

  /**
   * Judges the envelope beside a pack file. Only keys with the role {@code pack} count, and only
   * while they are not revoked. A key with a time or a scope counts for no pack: both speak of
   * recordings, and what cannot be judged is not granted.
   */
  public static Verdict verify(byte[] envelope, byte[] pack, TrustSet trust) {
    return switch (EnvelopeReader.read(envelope, PAYLOAD_TYPE, "a rule pack")) {
      case EnvelopeReader.Reading.Refused refused -> new Verdict.Malformed(refused.problems());
      case EnvelopeReader.Reading.Read(SignedEnvelope read) -> judge(read, pack, trust);
    };
  }

  private static Verdict judge(SignedEnvelope envelope, byte[] pack, TrustSet trust) {
    List<SignatureFinding> findings = new ArrayList<>();
    for (SignatureMaker maker : SignatureMaker.of(envelope, trust)) {
      findings.add(
          maker.key().isEmpty()
              ? maker.finding()
              : new SignatureFinding(
                  maker.finding().keyId(), standing(maker.key().getFirst(), trust)));
    }
    if (findings.stream().noneMatch(finding -> finding.standing() == Standing.COUNTED)) {
      return new Verdict.Refused(
          findings.stream()
              .map(SignatureFinding::standing)
              .max(Comparator.naturalOrder())
              .orElse(Standing.KEY_NOT_TRUSTED));
    }
    return Arrays.equals(envelope.payload(), pack)
        ? new Verdict.Signed(findings)
        : new Verdict.Differs();
  }

  private static Standing standing(TrustedKey key, TrustSet trust) {
    if (trust.revocation(key).isPresent()) {
      return Standing.KEY_REVOKED;
    }
    if (key.role() != TrustedKey.Role.PACK) {
      return Standing.KEY_ROLE_DIFFERS;
    }
    if (key.from() != null || key.until() != null) {
      return Standing.KEY_NOT_IN_FORCE;
    }
    return key.scope().equals(TrustedKey.Scope.ANY) ? Standing.COUNTED : Standing.KEY_OUT_OF_SCOPE;
  }
}
