package dev.assay.core.attest;

import dev.assay.core.attest.SignatureFinding.Standing;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Judges signed envelopes by a set of trusted keys.
 *
 * <p>Sizes and form come first, then signatures over exactly the bytes received, then those bytes
 * are parsed, then the statement is compared with the bundle. Every signature is tried with every
 * trusted key its id allows; a signature without an id is tried with all. Uses no clock: the same
 * files give the same verdict on any day. Source: {@code evidence.md} 5.3, 9.7.
 */
public final class EnvelopeVerifier {
  private static final String CODE = "attestation.bundle";

  private final TrustSet trust;
  private final int threshold;
  private final Instant seen;

  private EnvelopeVerifier(TrustSet trust, int threshold, Instant seen) {
    if (threshold < 1) {
      throw new BugException("at least one signature is demanded");
    }
    this.trust = trust;
    this.threshold = threshold;
    this.seen = seen;
  }

  /** Gives a verifier that demands signatures of so many different keys of a set. */
  public static EnvelopeVerifier trusting(TrustSet trust, int threshold) {
    return new EnvelopeVerifier(trust, threshold, Instant.MAX);
  }

  /**
   * Gives a verifier that knows that somebody trusted saw exactly this envelope at a time. Without
   * it no signature of a revoked key counts, because its holder can write any time.
   */
  public EnvelopeVerifier seenAt(Instant time) {
    return new EnvelopeVerifier(trust, threshold, time);
  }

  /** Judges an envelope alone; the best verdict is that its signature is verified. */
  public EnvelopeVerdict verify(byte[] envelope) {
    return read(
        envelope,
        received ->
            judge(
                received,
                judged ->
                    new EnvelopeVerdict.SignatureVerified(
                        judged.statement(), judged.signatures())));
  }

  /** Judges an envelope about a bundle. */
  public EnvelopeVerdict verify(byte[] envelope, VerifiedBundle bundle) {
    return read(
        envelope,
        received ->
            judge(
                received,
                judged -> {
                  List<Problem> differences = differences(judged.statement(), bundle);
                  return differences.isEmpty()
                      ? new EnvelopeVerdict.AttestationVerified(
                          judged.statement(), judged.signatures())
                      : new EnvelopeVerdict.BundleDiffers(judged.statement(), differences);
                }));
  }

  /** Reads an envelope without any trust; never a success of its signature. */
  public static EnvelopeVerdict inspect(byte[] envelope) {
    return read(
        envelope,
        received ->
            unchecked(
                received, statement -> new EnvelopeVerdict.SignatureNotChecked(statement, false)));
  }

  /** Reads an envelope and compares it with a bundle; never a success of its signature. */
  public static EnvelopeVerdict inspect(byte[] envelope, VerifiedBundle bundle) {
    return read(
        envelope,
        received ->
            unchecked(
                received,
                statement -> {
                  List<Problem> differences = differences(statement, bundle);
                  return differences.isEmpty()
                      ? new EnvelopeVerdict.SignatureNotChecked(statement, true)
                      : new EnvelopeVerdict.BundleDiffers(statement, differences);
                }));
  }

  /** A statement with enough signatures, and all of these. */
  private record Judged(BundleStatement statement, List<SignatureFinding> signatures) {}

  private static EnvelopeVerdict read(
      byte[] envelope, Function<SignedEnvelope, EnvelopeVerdict> then) {
    return switch (EnvelopeReader.read(envelope, Envelope.PAYLOAD_TYPE, "a statement")) {
      case EnvelopeReader.Reading.Refused refused ->
          new EnvelopeVerdict.Malformed(refused.problems());
      case EnvelopeReader.Reading.Read read -> then.apply(read.envelope());
    };
  }

  private static EnvelopeVerdict unchecked(
      SignedEnvelope envelope, Function<BundleStatement, EnvelopeVerdict> then) {
    return switch (StatementReader.read(envelope.payload())) {
      case StatementReader.Reading.Refused refused ->
          new EnvelopeVerdict.StatementRefused(refused.problems());
      case StatementReader.Reading.Read read -> then.apply(read.statement());
    };
  }

  private EnvelopeVerdict judge(SignedEnvelope envelope, Function<Judged, EnvelopeVerdict> then) {
    List<SignatureMaker> makers = SignatureMaker.of(envelope, trust);
    if (makers.stream().allMatch(maker -> maker.key().isEmpty())) {
      return refused(makers.stream().map(SignatureMaker::finding).toList());
    }
    return switch (StatementReader.read(envelope.payload())) {
      case StatementReader.Reading.Refused refused ->
          new EnvelopeVerdict.StatementRefused(refused.problems());
      case StatementReader.Reading.Read read -> {
        List<SignatureFinding> findings = new ArrayList<>();
        Set<String> earlier = new HashSet<>();
        for (SignatureMaker maker : makers) {
          findings.add(finding(maker, earlier, read.statement()));
        }
        yield counted(findings) >= threshold
            ? then.apply(new Judged(read.statement(), findings))
            : refused(findings);
      }
    };
  }

  private SignatureFinding finding(
      SignatureMaker maker, Set<String> earlier, BundleStatement statement) {
    if (maker.key().isEmpty()) {
      return maker.finding();
    }
    String keyId = maker.finding().keyId();
    return new SignatureFinding(
        keyId,
        earlier.add(keyId) ? standing(maker.key().getFirst(), statement) : Standing.REPEATED);
  }

  /** Says what a true signature of a trusted key is worth. */
  private Standing standing(TrustedKey key, BundleStatement statement) {
    Optional<TrustSet.Revocation> revocation = trust.revocation(key);
    if (revocation.filter(r -> !seen.isBefore(r.since().instant())).isPresent()) {
      return Standing.KEY_REVOKED;
    }
    if (key.role() != TrustedKey.Role.RECORDER) {
      return Standing.KEY_ROLE_DIFFERS;
    }
    BundleStatement.Run run = statement.run();
    boolean early = key.from() != null && run.end().compareTo(key.from()) < 0;
    boolean late = key.until() != null && run.end().compareTo(key.until()) > 0;
    if (early || late) {
      return Standing.KEY_NOT_IN_FORCE;
    }
    if (!key.scope().covers(run.runId(), run.producer())) {
      return Standing.KEY_OUT_OF_SCOPE;
    }
    return revocation.isPresent() ? Standing.COUNTED_BEFORE_REVOCATION : Standing.COUNTED;
  }

  private static int counted(List<SignatureFinding> findings) {
    Set<String> keys = new HashSet<>();
    for (SignatureFinding finding : findings) {
      if (finding.standing().counts()) {
        keys.add(finding.keyId());
      }
    }
    return keys.size();
  }

  /** What stands in the way: of several reasons the one that came closest to counting. */
  private static EnvelopeVerdict refused(List<SignatureFinding> findings) {
    Standing closest =
        findings.stream()
            .map(SignatureFinding::standing)
            .filter(standing -> !standing.counts() && standing != Standing.REPEATED)
            .max(Comparator.naturalOrder())
            .orElse(Standing.KEY_NOT_TRUSTED);
    return new EnvelopeVerdict.SignatureRefused(closest, counted(findings), findings);
  }

  /** Recomputes the statement from the bundle and names every field that differs. */
  private static List<Problem> differences(BundleStatement statement, VerifiedBundle bundle) {
    List<Problem> differences = new ArrayList<>();
    compare(Statement.about(bundle).json(), statement.json(), "", differences);
    return differences;
  }

  /** What is recomputed must be there and equal; what else the statement says was judged before. */
  private static void compare(Json expected, Json said, String pointer, List<Problem> to) {
    if (expected instanceof Json.Obj object && said instanceof Json.Obj other) {
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        Json value = other.get(member.getKey());
        compare(
            member.getValue(),
            value == null ? Json.Null.NULL : value,
            pointer + '/' + member.getKey(),
            to);
      }
    } else if (expected instanceof Json.Arr array
        && said instanceof Json.Arr other
        && array.items().size() == other.items().size()) {
      for (int i = 0; i < array.items().size(); i++) {
        compare(array.items().get(i), other.items().get(i), pointer + '/' + i, to);
      }
    } else if (!expected.equals(said)) {
      to.add(
          Problem.of(
              CODE,
              "`" + DocumentCheck.path(pointer) + "` is not what the bundle gives",
              new Where(null, pointer, 0, 0)));
    }
  }
}
