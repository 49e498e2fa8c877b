package dev.assay.core.approval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.crypto.SigningKey;
import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.Vectors;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whether a signed approval holds; the published cases, delivered as a file instead of in a call.
 */
class ApprovalTermsTest {
  private static final String FILE = "policy/enforcement-handler.json";
  private static final SigningKey DANA = Attestations.ed25519(1);
  private static final SigningKey EVE = Attestations.ed25519(2);
  private static final ApprovalTerms TERMS =
      new ApprovalTerms(Map.of("dana", DANA.verifyingKey()), Duration.ofHours(2));
  private static final Instant NOW = Instant.parse("2031-05-04T10:00:00Z");
  private static final ApprovalSubject SUBJECT =
      ApprovalSubject.of("files", "release", arguments("app/blue"));

  private static Json.Obj arguments(String resource) {
    return Json.object().put("resource", resource).build();
  }

  private static Approval approval() {
    return new Approval(
        "ap-9",
        "dana",
        "2031-05-04T09:00:00Z",
        "2031-05-04T11:00:00Z",
        "server:files",
        "release",
        "app/blue",
        SUBJECT.argumentsDigest());
  }

  private static Optional<ApprovalFlaw> flaw(Approval approval) {
    return TERMS.flaw(SignedApproval.by(DANA, approval), SUBJECT, NOW);
  }

  @TestFactory
  Stream<DynamicTest> published_cases_have_the_published_reason() {
    return Vectors.cases(FILE, "cases").stream()
        .filter(c -> c.string("id").orElseThrow().startsWith("appr-"))
        .map(c -> dynamicTest(c.string("id").orElseThrow(), () -> check(c)));
  }

  /** The resource that a call names only in {@code _meta} is none here; the case gets it as one. */
  private static void check(Json.Obj vector) {
    Json.Obj call = vector.object("call").orElseThrow();
    Json.Obj arguments = call.object("arguments").orElseThrow();
    Json.Obj meta = arguments.object("_meta").orElse(Json.Obj.EMPTY);
    String resource = meta.string("resource").or(() -> arguments.string("resource")).orElse("");
    ApprovalSubject subject =
        ApprovalSubject.of("files", call.string("tool").orElseThrow(), arguments(resource));
    Json.ObjBuilder members = Json.object();
    meta.object("approval").orElse(Json.Obj.EMPTY).members().forEach(members::put);
    Json.Obj ours =
        members
            .put("scope", meta.object("approval").map(a -> scope(a)).orElse(null))
            .put("arguments_digest", subject.argumentsDigest())
            .build();
    String found =
        Approval.read(ours)
            .map(a -> SignedApproval.by(DANA, a))
            .map(s -> TERMS.flaw(s, subject, NOW))
            .orElse(Optional.of(ApprovalFlaw.MISSING))
            .map(ApprovalFlaw::sentence)
            .orElse("");
    assertThat(found).isEqualTo(vector.object("expect").orElseThrow().string("reason").orElse(""));
  }

  private static Json scope(Json.Obj artifact) {
    return artifact.get("scope") instanceof Json.Str
        ? new Json.Str("server:files")
        : artifact.get("scope");
  }

  @Test
  void an_approval_holds_until_it_expires_and_no_longer_than_the_policy_says() {
    assertThat(flaw(approval())).isEmpty();
    SignedApproval signed = SignedApproval.by(DANA, approval());
    assertThat(TERMS.flaw(signed, SUBJECT, NOW.plusSeconds(3_600))).isEmpty();
    assertThat(TERMS.flaw(signed, SUBJECT, NOW.plusSeconds(3_601))).hasValue(ApprovalFlaw.EXPIRED);
    ApprovalTerms strict = new ApprovalTerms(TERMS.approvers(), Duration.ofMinutes(59));
    assertThat(strict.flaw(signed, SUBJECT, NOW)).hasValue(ApprovalFlaw.EXPIRED);
  }

  @Test
  void every_binding_counts() {
    ApprovalSubject other = ApprovalSubject.of("files", "release", arguments("app/green"));
    Approval a = approval();
    assertThat(flaw(with(a, 6, other.argumentsDigest())))
        .hasValue(ApprovalFlaw.BOUND_ARGUMENTS_MISMATCH);
    assertThat(flaw(with(a, 4, "server:other"))).hasValue(ApprovalFlaw.BOUND_SERVER_MISMATCH);
    assertThat(flaw(with(a, 1, "eve"))).hasValue(ApprovalFlaw.UNKNOWN_APPROVER);
  }

  private static Approval with(Approval a, int member, String value) {
    return new Approval(
        a.id(),
        member == 1 ? value : a.approver(),
        a.issuedAt(),
        a.expiresAt(),
        member == 4 ? value : a.scope(),
        a.boundTool(),
        a.boundResource(),
        member == 6 ? value : a.argumentsDigest());
  }

  @Test
  void only_the_approvers_own_key_signs() {
    assertThat(TERMS.flaw(SignedApproval.by(EVE, approval()), SUBJECT, NOW))
        .hasValue(ApprovalFlaw.SIGNATURE_INVALID);
    SignedApproval signed = SignedApproval.by(DANA, approval());
    SignedApproval renamed =
        new SignedApproval(
            with(approval(), 4, "server:files"), "sha256:whatever", signed.signature());
    assertThat(TERMS.flaw(renamed, SUBJECT, NOW)).isEmpty();
    byte[] bent = signed.signature().clone();
    bent[0] ^= 1;
    assertThat(
            TERMS.flaw(new SignedApproval(signed.approval(), signed.keyId(), bent), SUBJECT, NOW))
        .hasValue(ApprovalFlaw.SIGNATURE_INVALID);
  }

  @Test
  void documents_read_back_and_nothing_else_is_read() {
    SignedApproval signed = SignedApproval.by(DANA, approval());
    SignedApproval back = SignedApproval.read(signed.bytes()).orElseThrow();
    assertThat(back.approval()).isEqualTo(signed.approval());
    assertThat(TERMS.flaw(back, SUBJECT, NOW)).isEmpty();
    ApprovalRequest request = new ApprovalRequest(SUBJECT, "sha256:p", NOW);
    assertThat(ApprovalRequest.read(request.bytes())).hasValue(request);
    String text = new String(signed.bytes(), UTF_8);
    for (UnaryOperator<String> change :
        Stream.<UnaryOperator<String>>of(
                t -> t.replace("\"approval_id\":\"ap-9\"", "\"approval_id\":\"../x\""),
                t -> t.replace("{\"approval\":{", "{\"extra\":1,\"approval\":{"),
                t -> t.replace("\"approver\"", "\"approver\":\"a\",\"approver\""),
                t -> t.replace("assay.approval.v1", "assay.approval.v2"),
                t -> t.replace("\"dana\"", "7"),
                t -> t.substring(0, t.length() / 2),
                t -> "")
            .toList()) {
      assertThat(SignedApproval.read(change.apply(text).getBytes(UTF_8))).isEmpty();
    }
    assertThat(
            ApprovalRequest.read(
                new String(request.bytes(), UTF_8).replace("release", "rollback").getBytes(UTF_8)))
        .as("the id is that of the request's own members")
        .isEmpty();
  }

  @Test
  void a_time_has_seconds_an_offset_and_a_year_of_four_digits() {
    for (String time :
        new String[] {
          "2031-05-04T09:00Z",
          "2031-05-04T09:00:00",
          "+12031-05-04T09:00:00Z",
          "9999-12-31T23:59:59-18:00",
          "0000-01-01T00:00:00+18:00",
          "2031-02-30T09:00:00Z",
          "yesterday",
          ""
        }) {
      assertThat(ApprovalDocument.time(time)).as(time).isEmpty();
    }
    assertThat(ApprovalDocument.time("2031-05-04T11:00:00.5+02:00"))
        .hasValue(Instant.parse("2031-05-04T09:00:00.500Z"));
  }
}
