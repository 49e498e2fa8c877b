package dev.assay.core.attest;

import static dev.assay.testkit.Attestations.bundle;
import static dev.assay.testkit.Attestations.ed25519;
import static dev.assay.testkit.Attestations.envelope;
import static dev.assay.testkit.Attestations.publicHalf;
import static dev.assay.testkit.Attestations.signingKey;
import static dev.assay.testkit.Attestations.trusting;
import static dev.assay.testkit.Attestations.truth;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.attest.SignatureFinding.Standing;
import dev.assay.core.attest.TrustedKey.Role;
import dev.assay.core.attest.TrustedKey.Scope;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Vectors;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeVerifierTest {
  private static final SigningKey A = ed25519(1);
  private static final SigningKey B = ed25519(2);
  private static final SigningKey P256 = signingKey(Attestations.P256_PEM);
  private static final VerifiedBundle BUNDLE = bundle();

  /** When the recording of the bundle ended. */
  private static final String END = "2026-03-01T12:00:00.250001Z";

  private static EnvelopeVerdict verify(byte[] envelope, int threshold, SigningKey... trusted) {
    return EnvelopeVerifier.trusting(trusting(trusted), threshold).verify(envelope, BUNDLE);
  }

  private static Standing refusal(EnvelopeVerdict verdict) {
    assertThat(verdict).isInstanceOf(EnvelopeVerdict.SignatureRefused.class);
    return ((EnvelopeVerdict.SignatureRefused) verdict).standing();
  }

  private static void assertVerified(EnvelopeVerdict verdict) {
    assertThat(verdict).isInstanceOf(EnvelopeVerdict.AttestationVerified.class);
  }

  @Test
  void both_kinds_of_key_sign_and_verify() {
    assertVerified(verify(truth(A), 1, A));
    assertVerified(verify(truth(P256), 1, P256));
    assertThat(refusal(verify(truth(P256), 1, A))).isEqualTo(Standing.KEY_NOT_TRUSTED);
  }

  @Test
  void the_empty_set_trusts_nobody() {
    assertThat(refusal(verify(truth(A), 1))).isEqualTo(Standing.KEY_NOT_TRUSTED);
  }

  @Test
  void a_threshold_counts_different_keys_only() {
    assertVerified(verify(truth(A, B), 2, A, B));
    assertVerified(verify(truth(B, A, P256), 2, A, B));
    EnvelopeVerdict once = verify(truth(A, A), 2, A, B);
    assertThat(once)
        .isInstanceOfSatisfying(
            EnvelopeVerdict.SignatureRefused.class,
            refused -> {
              assertThat(refused.counted()).isEqualTo(1);
              assertThat(refused.signatures())
                  .extracting(SignatureFinding::standing)
                  .containsExactly(Standing.COUNTED, Standing.REPEATED);
            });
  }

  @Test
  void a_signature_without_key_id_is_tried_with_every_key() {
    Json.Obj signed = (Json.Obj) Vectors.parse(truth(A));
    Json.Obj signature = (Json.Obj) ((Json.Arr) signed.get("signatures")).items().getFirst();
    Json.Arr nameless = new Json.Arr(List.of(BundleArchives.with(signature, "keyid", null)));
    byte[] envelope = text(BundleArchives.with(signed, "signatures", nameless));
    assertVerified(verify(envelope, 1, B, A));
    assertThat(refusal(verify(envelope, 1, B))).isEqualTo(Standing.KEY_NOT_TRUSTED);
  }

  @Test
  void a_key_id_that_names_another_key_makes_a_true_signature_worthless() {
    byte[] envelope = new String(truth(A), UTF_8).replace(A.keyId(), B.keyId()).getBytes(UTF_8);
    assertThat(refusal(verify(envelope, 1, A, B))).isEqualTo(Standing.SIGNATURE_INVALID);
    assertThat(refusal(verify(envelope, 1, A))).isEqualTo(Standing.KEY_NOT_TRUSTED);
  }

  @Test
  void a_key_is_trusted_for_its_role_time_and_scope_only() {
    assertThat(one(Role.REVIEWER, null, null, Scope.ANY)).isEqualTo(Standing.KEY_ROLE_DIFFERS);
    assertThat(one(Role.PACK, null, null, Scope.ANY)).isEqualTo(Standing.KEY_ROLE_DIFFERS);
    assertThat(one(Role.RECORDER, END, END, Scope.ANY)).isEqualTo(Standing.COUNTED);
    assertThat(one(Role.RECORDER, null, "2026-03-01T12:00:00.250000999Z", Scope.ANY))
        .isEqualTo(Standing.KEY_NOT_IN_FORCE);
    assertThat(one(Role.RECORDER, "2026-03-01T12:00:00.250001001Z", null, Scope.ANY))
        .isEqualTo(Standing.KEY_NOT_IN_FORCE);
    assertThat(one(Role.RECORDER, null, null, new Scope("run_session_*", null)))
        .isEqualTo(Standing.COUNTED);
    assertThat(one(Role.RECORDER, null, null, new Scope("prod-*", null)))
        .isEqualTo(Standing.KEY_OUT_OF_SCOPE);
    assertThat(one(Role.RECORDER, null, null, new Scope("*", "vector-producer")))
        .isEqualTo(Standing.COUNTED);
    assertThat(one(Role.RECORDER, null, null, new Scope("*", "other")))
        .isEqualTo(Standing.KEY_OUT_OF_SCOPE);
  }

  /** What a true signature of A is worth when A is trusted like this. */
  private static Standing one(Role role, String from, String until, Scope scope) {
    TrustedKey key =
        new TrustedKey(
            publicHalf(A),
            role,
            from == null ? null : EventTime.read(from).orElseThrow(),
            until == null ? null : EventTime.read(until).orElseThrow(),
            scope);
    TrustSet trust = new TrustSet(List.of(key), Collections.emptyMap());
    return switch (EnvelopeVerifier.trusting(trust, 1).verify(truth(A), BUNDLE)) {
      case EnvelopeVerdict.AttestationVerified verified ->
          verified.signatures().getFirst().standing();
      case EnvelopeVerdict.SignatureRefused refused -> refused.standing();
      case EnvelopeVerdict other -> throw new AssertionError(other.toString());
    };
  }

  @Test
  void a_revoked_key_counts_only_for_what_was_seen_before() {
    EventTime since = EventTime.read("2026-05-01T00:00:00Z").orElseThrow();
    Map<String, TrustSet.Revocation> revoked = new LinkedHashMap<>();
    revoked.put(A.keyId(), new TrustSet.Revocation(since, "stolen"));
    EnvelopeVerifier verifier =
        EnvelopeVerifier.trusting(new TrustSet(trusting(A, B).keys(), revoked), 1);
    byte[] signed = truth(A);
    assertThat(refusal(verifier.verify(signed, BUNDLE))).isEqualTo(Standing.KEY_REVOKED);
    assertThat(refusal(verifier.seenAt(since.instant()).verify(signed, BUNDLE)))
        .isEqualTo(Standing.KEY_REVOKED);
    EnvelopeVerdict before =
        verifier.seenAt(Instant.parse("2026-04-30T23:59:59Z")).verify(signed, BUNDLE);
    assertVerified(before);
    assertThat(((EnvelopeVerdict.AttestationVerified) before).signatures())
        .extracting(SignatureFinding::standing)
        .containsExactly(Standing.COUNTED_BEFORE_REVOCATION);
    assertVerified(verifier.verify(truth(A, B), BUNDLE));
  }

  @Test
  void rotation_is_two_keys_whose_times_overlap() {
    EventTime change = EventTime.read("2026-03-01T12:00:00Z").orElseThrow();
    EventTime overlap = EventTime.read("2026-03-02T00:00:00Z").orElseThrow();
    TrustedKey old = new TrustedKey(publicHalf(A), Role.RECORDER, null, overlap, Scope.ANY);
    TrustedKey fresh = new TrustedKey(publicHalf(B), Role.RECORDER, change, null, Scope.ANY);
    EnvelopeVerifier verifier =
        EnvelopeVerifier.trusting(new TrustSet(List.of(old, fresh), Collections.emptyMap()), 1);
    assertVerified(verifier.verify(truth(A), BUNDLE));
    assertVerified(verifier.verify(truth(B), BUNDLE));
  }

  @Test
  void further_members_are_taken_in_run_and_nowhere_else() {
    Json.Obj truth = Statement.about(BUNDLE).json();
    Json.Obj predicate = truth.object("predicate").orElseThrow();
    Json.Obj run = predicate.object("run").orElseThrow();
    Json extra = new Json.Str("x");
    Json.Obj inRun =
        BundleArchives.with(
            truth,
            "predicate",
            BundleArchives.with(predicate, "run", BundleArchives.with(run, "build", extra)));
    assertThat(verify(envelope(inRun, A), 1, A))
        .isInstanceOfSatisfying(
            EnvelopeVerdict.AttestationVerified.class,
            verified -> assertThat(verified.statement().additional()).containsExactly("build"));
    assertRefused(BundleArchives.with(truth, "x", extra));
    assertRefused(
        BundleArchives.with(truth, "predicate", BundleArchives.with(predicate, "x", extra)));
    Json.Obj producer = BundleArchives.with(run.object("producer").orElseThrow(), "x", extra);
    assertRefused(
        BundleArchives.with(
            truth,
            "predicate",
            BundleArchives.with(predicate, "run", BundleArchives.with(run, "producer", producer))));
  }

  private static void assertRefused(Json.Obj statement) {
    assertThat(verify(envelope(statement, A), 1, A))
        .isInstanceOfSatisfying(
            EnvelopeVerdict.StatementRefused.class,
            refused ->
                assertThat(refused.problems().getFirst().message())
                    .startsWith("unknown member `x`"));
  }

  @Test
  void a_statement_about_another_bundle_names_each_field_that_differs() {
    VerifiedBundle other =
        BundleArchives.intact(Vectors.bytes("evidence/sealed/ok.tar.gz")).bundle();
    EnvelopeVerdict verdict = EnvelopeVerifier.trusting(trusting(A), 1).verify(truth(A), other);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            EnvelopeVerdict.BundleDiffers.class,
            differs ->
                assertThat(differs.problems())
                    .extracting(problem -> problem.where().pointer())
                    .contains(
                        "/subject/0/name",
                        "/subject/0/digest/sha256",
                        "/predicate/semantic_equivalence/value",
                        "/predicate/run/event_count"));
  }

  @Test
  void sizes_are_bounded_before_any_signature_is_looked_at() {
    SigningKey[] many = new SigningKey[17];
    java.util.Arrays.fill(many, A);
    assertMalformed(truth(many), "more than 16 signatures");
    assertMalformed(envelope(new byte[(1 << 20) + 1], A), "longer than 1 MiB");
    assertMalformed(new byte[EnvelopeReader.MAX_BYTES + 1], "longer than");
    assertMalformed(new byte[0], "empty");
    assertThat(verify(envelope(new byte[1 << 20], A), 1, A))
        .isInstanceOf(EnvelopeVerdict.StatementRefused.class);
  }

  @Test
  void an_envelope_has_one_spelling() {
    String truth = new String(truth(A), UTF_8);
    assertMalformed(truth.replace("{\"payload\"", "{\"x\":1,\"payload\""), "unknown member `x`");
    assertMalformed(truth.replace("\"sig\"", "\"cert\":\"\",\"sig\""), "unknown member `cert`");
    assertMalformed(
        truth.replace("{\"payload\"", "{\"payload\":\"\",\"payload\""), "duplicate member name");
    assertMalformed(truth.replaceFirst("==?\"", "\""), "not standard base64");
    assertMalformed(truth + "{}", "not a JSON document");
    assertMalformed("[]", "not a JSON object");
    assertMalformed("", "empty");
    assertMalformed(truth.substring(0, truth.length() / 2), "not a JSON document");
    assertMalformed("\uFEFF" + truth, "not");
    assertMalformed(truth.replace("\"payload\":\"", "\"payload\":\"\\ud800"), "unpaired surrogate");
  }

  private static void assertMalformed(String envelope, String says) {
    assertMalformed(envelope.getBytes(UTF_8), says);
  }

  private static void assertMalformed(byte[] envelope, String says) {
    assertThat(verify(envelope, 1, A))
        .isInstanceOfSatisfying(
            EnvelopeVerdict.Malformed.class,
            malformed -> assertThat(malformed.problems().getFirst().message()).contains(says));
  }

  @Test
  void without_trust_facts_are_compared_and_nothing_is_a_success() {
    assertThat(EnvelopeVerifier.inspect(truth(A), BUNDLE))
        .isInstanceOfSatisfying(
            EnvelopeVerdict.SignatureNotChecked.class,
            unchecked -> assertThat(unchecked.compared()).isTrue());
    VerifiedBundle other =
        BundleArchives.intact(Vectors.bytes("evidence/sealed/ok.tar.gz")).bundle();
    assertThat(EnvelopeVerifier.inspect(truth(A), other))
        .isInstanceOf(EnvelopeVerdict.BundleDiffers.class);
  }

  private static byte[] text(Json json) {
    return dev.assay.core.json.CanonicalJson.canonicalBytes(json);
  }
}
