package dev.assay.core.attest;

import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Build provenance: a signed in-toto statement with a SLSA predicate about whatever was built, such
 * as a policy.
 *
 * <p>Signatures over exactly the bytes received are judged before anything of the statement is
 * read. That a key signed it says who claims to have built these digests; it says nothing of the
 * build. What the predicate holds is not judged. Source: {@code trust-basis.md} 17.1.
 */
public final class ProvenanceEnvelope {
  private static final String CODE = "provenance.statement";
  private static final List<String> TYPES =
      List.of(Statement.TYPE, "https://in-toto.io/Statement/v0.1");
  private static final List<String> PREDICATES =
      List.of("https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v0.2");

  private ProvenanceEnvelope() {}

  /** What checking came to. */
  public sealed interface Verdict {
    /**
     * A given key signed it.
     *
     * @param keyId the first of those keys
     * @param subjects {@code sha256:<hex>} of everything it is about, at least one
     */
    record Verified(String keyId, Set<String> subjects) implements Verdict {
      /** Copies the digests. */
      public Verified {
        subjects = Collections.unmodifiableSet(new TreeSet<>(subjects));
      }
    }

    /** It counts for nothing; one sentence says why. */
    record Refused(String why) implements Verdict {}
  }

  /** Judges an envelope by the keys of builders; one signature of one of them is enough. */
  public static Verdict verify(byte[] envelope, List<VerifyingKey> builders) {
    return switch (EnvelopeReader.read(envelope, Envelope.PAYLOAD_TYPE, "provenance")) {
      case EnvelopeReader.Reading.Refused refused ->
          new Verdict.Refused(refused.problems().getFirst().message());
      case EnvelopeReader.Reading.Read(SignedEnvelope read) ->
          signer(read, builders)
              .map(key -> statement(read.payload(), key.keyId()))
              .orElse(new Verdict.Refused("no given key signed it"));
    };
  }

  private static Optional<VerifyingKey> signer(
      SignedEnvelope envelope, List<VerifyingKey> builders) {
    byte[] signed = envelope.signedBytes();
    return builders.stream()
        .filter(
            key ->
                envelope.signatures().stream()
                    .anyMatch(entry -> key.accepts(signed, entry.signature())))
        .findFirst();
  }

  private static Verdict statement(byte[] payload, String keyId) {
    return switch (DocumentCheck.open(payload, CODE, "the statement")) {
      case DocumentCheck.Opening.Refused refused ->
          new Verdict.Refused(refused.problem().message());
      case DocumentCheck.Opening.Opened(Json.Obj statement, _) -> {
        if (!TYPES.contains(statement.string("_type").orElse(""))
            || !PREDICATES.contains(statement.string("predicateType").orElse(""))) {
          yield new Verdict.Refused("it is no SLSA provenance");
        }
        Set<String> subjects = subjects(statement);
        yield subjects.isEmpty()
            ? new Verdict.Refused("it names no subject with a SHA-256")
            : new Verdict.Verified(keyId, subjects);
      }
    };
  }

  private static Set<String> subjects(Json.Obj statement) {
    Set<String> digests = new TreeSet<>();
    if (statement.get("subject") instanceof Json.Arr subjects) {
      for (Json subject : subjects.items()) {
        if (subject instanceof Json.Obj one) {
          one.object("digest")
              .flatMap(digest -> digest.string("sha256"))
              .map(hex -> "sha256:" + hex)
              .filter(StatementReader::isDigest)
              .ifPresent(digests::add);
        }
      }
    }
    return digests;
  }
}
