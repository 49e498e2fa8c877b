package dev.assay.app.offline.attest;

import static dev.assay.testkit.Attestations.ARCHIVE;
import static dev.assay.testkit.Attestations.bundle;
import static dev.assay.testkit.Attestations.ed25519;
import static dev.assay.testkit.Attestations.publicHalf;
import static dev.assay.testkit.Attestations.trusting;
import static dev.assay.testkit.Attestations.truth;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyBundle.Demands;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.anchor.SignatureStamp;
import dev.assay.app.offline.attest.CheckSignature.Attestation;
import dev.assay.core.attest.TrustSet;
import dev.assay.core.attest.TrustedKey;
import dev.assay.core.attest.TrustedKey.Role;
import dev.assay.core.attest.TrustedKey.Scope;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.EventTime;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.FakeBundleFiles;
import dev.assay.testkit.Vectors;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckSignatureTest {
  private static final SigningKey A = ed25519(1);
  private static final SigningKey B = ed25519(2);
  private static final SignatureTrust NOBODY = new SignatureTrust.NotGiven();

  private final FakeBundleFiles files =
      new FakeBundleFiles()
          .with("bundle", ARCHIVE)
          .with("other", Vectors.bytes("evidence/sealed/ok.tar.gz"))
          .with("broken", Vectors.bytes("evidence/tamper/100-data-naive.tar.gz"));

  private static SignatureTrust of(SigningKey... keys) {
    return new SignatureTrust.Given(trusting(keys), 1);
  }

  private static SignatureTrust of(TrustedKey key) {
    return new SignatureTrust.Given(new TrustSet(List.of(key), Collections.emptyMap()), 1);
  }

  private static String answer(byte[] envelope, SignatureTrust trust) {
    return word(new CheckSignature(new Attestation.Given(envelope), trust).check(bundle()));
  }

  private static String word(VerdictLayer layer) {
    assertThat(layer.question()).isEqualTo(Question.SIGNED);
    return layer.status().wire() + " " + layer.reason().wire();
  }

  @Test
  void each_way_to_fail_has_its_reason() {
    assertThat(answer(truth(A), of(A))).isEqualTo("confirmed signature_holds");
    assertThat(answer(truth(A), of(B))).isEqualTo("failed key_not_trusted");
    assertThat(answer(truth(A), of())).isEqualTo("failed key_not_trusted");
    assertThat(answer("x".getBytes(UTF_8), of(A))).isEqualTo("failed attestation_malformed");
    assertThat(answer(Attestations.envelope(Json.Obj.EMPTY, A), of(A)))
        .isEqualTo("failed statement_refused");
    byte[] forged = new String(truth(A), UTF_8).replace(A.keyId(), B.keyId()).getBytes(UTF_8);
    assertThat(answer(forged, of(B))).isEqualTo("failed signature_invalid");
    assertThat(answer(truth(A), new SignatureTrust.Given(trusting(A, B), 2)))
        .isEqualTo("failed threshold_not_met");
    assertThat(answer(truth(A), of(trusted(Role.PACK, null, Scope.ANY))))
        .isEqualTo("failed key_role_differs");
    assertThat(answer(truth(A), of(trusted(Role.RECORDER, null, new Scope("x", null)))))
        .isEqualTo("failed key_out_of_scope");
    assertThat(answer(truth(A), of(trusted(Role.RECORDER, "2020-01-01T00:00:00Z", Scope.ANY))))
        .isEqualTo("failed key_not_in_force");
    Map<String, TrustSet.Revocation> revoked = new LinkedHashMap<>();
    EventTime since = EventTime.read("2030-01-01T00:00:00Z").orElseThrow();
    revoked.put(A.keyId(), new TrustSet.Revocation(since, ""));
    assertThat(
            answer(
                truth(A), new SignatureTrust.Given(new TrustSet(trusting(A).keys(), revoked), 1)))
        .isEqualTo("failed key_revoked");
  }

  private static TrustedKey trusted(Role role, String until, Scope scope) {
    EventTime end = until == null ? null : EventTime.read(until).orElseThrow();
    return new TrustedKey(publicHalf(A), role, null, end, scope);
  }

  @Test
  void absent_and_unchecked_are_told_apart_from_failed() {
    assertThat(answer(truth(A), NOBODY)).isEqualTo("not_checked no_trust_given");
    assertThat(word(new CheckSignature(new Attestation.Absent(), NOBODY).check(bundle())))
        .isEqualTo("not_checked no_signature_given");
    assertThat(word(new CheckSignature(new Attestation.Absent(), of(A)).check(bundle())))
        .isEqualTo("not_present attestation_absent");
    Attestation unreadable =
        new Attestation.Unreadable(Problem.of("file", "cannot be read", Where.NOWHERE));
    assertThat(word(new CheckSignature(unreadable, of(A)).check(bundle())))
        .isEqualTo("failed attestation_malformed");
  }

  @Test
  void a_confirmed_layer_names_the_keys_that_signed() {
    VerdictLayer layer =
        new CheckSignature(new Attestation.Given(truth(A, B)), of(B)).check(bundle());
    assertThat(Vectors.objects(layer.details().get("signatures")))
        .extracting(signature -> signature.string("standing").orElseThrow())
        .containsExactly("key_not_trusted", "counted");
  }

  @Test
  void a_failed_signature_refuses_only_who_requires_it() {
    CheckSignature check = new CheckSignature(new Attestation.Given(truth(A)), of(B));
    VerifyReport shown = verify("bundle", check, Demands.STRUCTURE);
    assertThat(shown.exitCode()).isZero();
    Demands signed = new Demands(false, EnumSet.of(Question.SIGNED), false);
    VerifyReport refused = verify("bundle", check, signed);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.reasonCode()).isEqualTo("E_EVIDENCE_REQUIREMENT");
    assertThat(refused.json().string("message").orElseThrow()).contains("key_not_trusted");
    assertThat(word(((VerifyReport.Refused) refused).verdict().layer(Question.SIGNED)))
        .isEqualTo("failed key_not_trusted");
  }

  private VerifyReport verify(String path, CheckSignature check, Demands demands) {
    return new VerifyBundle(files)
        .verify(new VerifyBundle.Request(path, BundleLimits.DEFAULT, List.of(check), demands));
  }

  @Test
  void an_attestation_has_two_states_of_success() {
    assertReport(VerifyAttestation.verify(request(of(A))), "signature_verified", "");
    assertReport(with("bundle", of(A)), "attestation_verified", "");
    assertReport(with("bundle", of(B)), "refused", "E_SIGNATURE_REFUSED");
    assertReport(with("bundle", NOBODY), "signature_not_checked", "E_SIGNATURE_NOT_CHECKED");
    assertReport(
        VerifyAttestation.verify(request(NOBODY)),
        "signature_not_checked",
        "E_SIGNATURE_NOT_CHECKED");
    assertReport(with("other", of(A)), "refused", "E_ATTESTATION_REFUSED");
    assertReport(with("other", NOBODY), "refused", "E_ATTESTATION_REFUSED");
    assertReport(with("broken", of(A)), "refused", "E_EVIDENCE_INTEGRITY");
    assertReport(with("nowhere", of(A)), "refused", "E_EVIDENCE_UNREADABLE");
    assertThat(with("broken", of(A)).signed().reason().wire()).isEqualTo("structure_first");
  }

  private AttestationReport with(String path, SignatureTrust trust) {
    return new VerifyAttestation(files).verify(request(trust), VerifyBundle.Request.of(path));
  }

  private static VerifyAttestation.Request request(SignatureTrust trust) {
    return new VerifyAttestation.Request("a", truth(A), trust, new SignatureStamp.Absent());
  }

  private static void assertReport(AttestationReport report, String result, String reason) {
    assertThat(report.result()).isEqualTo(result);
    assertThat(report.reasonCode()).isEqualTo(reason);
    assertThat(report.members().string("result")).contains(result);
    assertThat(report.members().get("ok")).isEqualTo(Json.Bool.of(reason.isEmpty()));
  }

  @Test
  void attesting_gives_what_verifies_and_nothing_about_a_broken_bundle() {
    AttestBundle attest = new AttestBundle(files);
    assertThat(attest.attest(request("bundle", Json.Obj.EMPTY), A))
        .isInstanceOfSatisfying(
            AttestBundle.Outcome.Attested.class,
            attested -> assertThat(attested.envelope()).isEqualTo(truth(A)));
    assertThat(attest.attest(request("broken", Json.Obj.EMPTY), A))
        .isInstanceOf(AttestBundle.Outcome.NotIntact.class);
    assertThat(attest.attest(request("bundle", Json.object().put("build", "7").build()), A))
        .isInstanceOfSatisfying(
            AttestBundle.Outcome.Attested.class,
            attested ->
                assertThat(answer(attested.envelope(), of(A)))
                    .isEqualTo("confirmed signature_holds"));
    assertThat(attest.attest(request("bundle", Json.object().put("run_id", "x").build()), A))
        .isInstanceOf(AttestBundle.Outcome.NotAdded.class);
    String large = "x".repeat(1 << 20);
    assertThat(attest.attest(request("bundle", Json.object().put("note", large).build()), A))
        .isInstanceOf(AttestBundle.Outcome.NotAdded.class);
  }

  private static AttestBundle.Request request(String path, Json.Obj additional) {
    return new AttestBundle.Request(path, BundleLimits.DEFAULT, additional);
  }
}
