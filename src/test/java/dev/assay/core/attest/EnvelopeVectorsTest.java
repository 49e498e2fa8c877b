package dev.assay.core.attest;

import static dev.assay.testkit.Attestations.ARCHIVE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code vectors/evidence/attestation.json}, verifying side: key 1, bundle b2-session. */
class EnvelopeVectorsTest {
  private static final String FILE = "evidence/attestation.json";
  private static final VerifiedBundle BUNDLE = BundleArchives.intact(ARCHIVE).bundle();

  /** What each refused envelope must come to; signatures first, then the statement, then facts. */
  private static final Map<String, String> EXPECTED =
      Map.ofEntries(
          Map.entry("wrong-payload-type", "Malformed"),
          Map.entry("no-signature", "Malformed"),
          Map.entry("payload-bit", "SignatureRefused SIGNATURE_INVALID"),
          Map.entry("signature-bit", "SignatureRefused SIGNATURE_INVALID"),
          Map.entry("short-signature", "SignatureRefused SIGNATURE_INVALID"),
          Map.entry("other-key", "SignatureRefused KEY_NOT_TRUSTED"),
          Map.entry("two-signatures-first-foreign", "AttestationVerified"),
          Map.entry("signed-without-pae", "SignatureRefused SIGNATURE_INVALID"),
          Map.entry("pae-other-type", "SignatureRefused SIGNATURE_INVALID"),
          Map.entry("wrong-statement-type", "StatementRefused"),
          Map.entry("duplicate-member-in-payload", "StatementRefused"),
          Map.entry("v1-two-subjects", "StatementRefused"),
          Map.entry("v1-two-digests", "StatementRefused"),
          Map.entry("v1-subject-is-run-root", "BundleDiffers"),
          Map.entry("v1-wrong-name", "StatementRefused"),
          Map.entry("v1-predicate-v0-type", "StatementRefused"),
          Map.entry("v1-predicate-unknown", "StatementRefused"),
          Map.entry("v1-pred-run-id", "BundleDiffers"),
          Map.entry("v1-pred-count", "BundleDiffers"),
          Map.entry("v1-pred-producer", "BundleDiffers"),
          Map.entry("v1-pred-window", "BundleDiffers"),
          Map.entry("v1-pred-root", "StatementRefused"),
          Map.entry("v1-pred-schema", "StatementRefused"));

  @Test
  void the_published_statement_is_ours_and_verifies_with_and_without_the_bundle() {
    Json.Obj vector = positive("v1-archive-subject");
    assertThat(new String(Statement.about(BUNDLE).canonicalBytes(), UTF_8))
        .isEqualTo(vector.string("payload_canonical").orElseThrow());
    byte[] envelope = CanonicalJson.canonicalBytes(vector.get("envelope"));
    assertThat(word(verifier().verify(envelope, BUNDLE))).isEqualTo("AttestationVerified");
    assertThat(word(verifier().verify(envelope))).isEqualTo("SignatureVerified");
    assertThat(word(EnvelopeVerifier.inspect(envelope))).isEqualTo("SignatureNotChecked");
  }

  @Test
  void the_old_predicate_is_refused_though_its_signature_is_true() {
    byte[] envelope = CanonicalJson.canonicalBytes(positive("v0-run-root-subject").get("envelope"));
    assertThat(verifier().verify(envelope))
        .isInstanceOfSatisfying(
            EnvelopeVerdict.StatementRefused.class,
            refused ->
                assertThat(refused.problems().getFirst().text()).contains("evidence-bundle/v0"));
  }

  @TestFactory
  Stream<DynamicTest> every_other_envelope_gets_its_verdict() {
    List<Json.Obj> cases = Vectors.cases(FILE, "negative");
    assertThat(cases.stream().map(EnvelopeVectorsTest::id))
        .containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
    return cases.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    id(one),
                    () -> {
                      byte[] envelope = CanonicalJson.canonicalBytes(one.get("envelope"));
                      assertThat(word(verifier().verify(envelope, BUNDLE)))
                          .isEqualTo(EXPECTED.get(id(one)));
                    }));
  }

  private static String word(EnvelopeVerdict verdict) {
    String name = verdict.getClass().getSimpleName();
    return verdict instanceof EnvelopeVerdict.SignatureRefused refused
        ? name + " " + refused.standing()
        : name;
  }

  private static EnvelopeVerifier verifier() {
    byte[] spki =
        Base64.getDecoder()
            .decode(Vectors.cases(FILE, "keys").getFirst().string("spki_der_b64").orElseThrow());
    TrustedKey key = TrustedKey.recorder(VerifyingKey.read(spki).orElseThrow());
    return EnvelopeVerifier.trusting(new TrustSet(List.of(key), new LinkedHashMap<>()), 1);
  }

  private static Json.Obj positive(String id) {
    return Vectors.cases(FILE, "positive").stream()
        .filter(v -> id(v).equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String id(Json.Obj vector) {
    return vector.string("id").orElseThrow();
  }
}
