package dev.assay.core.attest;

import static dev.assay.testkit.Attestations.ed25519;
import static dev.assay.testkit.Attestations.publicPem;
import static dev.assay.testkit.Attestations.signingKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.attest.TrustedKey.Role;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.Attestations;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustSetReaderTest {
  private static final SigningKey A = ed25519(1);
  private static final SigningKey P256 = signingKey(Attestations.P256_PEM);
  private static final String SPKI = base64(A);

  private static String base64(SigningKey key) {
    return Base64.getEncoder().encodeToString(key.publicKeyInfo());
  }

  private static TrustSet read(String text) {
    return switch (TrustSetReader.read(text.getBytes(UTF_8))) {
      case TrustSetReading.Read read -> read.trust();
      case TrustSetReading.Refused refused ->
          throw new AssertionError(refused.problems().stream().map(Problem::text).toList());
    };
  }

  private static List<String> problems(String text) {
    return switch (TrustSetReader.read(text.getBytes(UTF_8))) {
      case TrustSetReading.Read read -> throw new AssertionError(read.toString());
      case TrustSetReading.Refused refused ->
          refused.problems().stream().map(Problem::text).toList();
    };
  }

  private static String keys(String... entries) {
    return "{\"schema\":\"assay.trust_set.v1\",\"keys\":[" + String.join(",", entries) + "]}";
  }

  private static String key(String more) {
    return "{\"spki\":\"" + SPKI + "\",\"role\":\"recorder\"" + more + "}";
  }

  @Test
  void keys_are_read_as_pem_and_as_base64() {
    String pem = CanonicalJson.quote(publicPem(P256));
    TrustSet trust =
        read(
            keys(
                key(
                    ",\"not_before\":\"2026-01-01T00:00:00Z\",\"not_after\":\"2027-01-01T00:00:00+01:00\""
                        + ",\"scope\":{\"run\":\"prod-*\",\"producer\":\"assay\"}"),
                "{\"spki\":" + pem + ",\"role\":\"reviewer\"}"));
    assertThat(trust.keys()).hasSize(2);
    TrustedKey first = trust.keys().getFirst();
    assertThat(first.key().keyId()).isEqualTo(A.keyId());
    assertThat(first.until().text()).isEqualTo("2026-12-31T23:00:00Z");
    assertThat(first.scope().covers("prod-7", "assay")).isTrue();
    assertThat(first.scope().covers("prod-7", "other")).isFalse();
    assertThat(trust.keys().getLast().role()).isEqualTo(Role.REVIEWER);
    assertThat(trust.keys().getLast().key().keyId()).isEqualTo(P256.keyId());
  }

  @Test
  void the_empty_set_is_a_set_and_trusts_nobody() {
    assertThat(read(keys()).keys()).isEmpty();
    assertThat(read(keys()).candidates("")).isEmpty();
  }

  @Test
  void revocations_may_name_keys_that_are_gone() {
    TrustSet trust =
        read(
            "{\"schema\":\"assay.trust_set.v1\",\"keys\":["
                + key("")
                + "],\"revoked\":[{\"key_id\":\""
                + A.keyId()
                + "\",\"since\":\"2026-05-01T00:00:00Z\",\"reason\":\"stolen\"},{\"key_id\":\""
                + P256.keyId()
                + "\",\"since\":\"2026-05-01T00:00:00Z\"}]}");
    assertThat(trust.revocation(trust.keys().getFirst()).orElseThrow().reason())
        .isEqualTo("stolen");
    assertThat(trust.revocations()).containsKey(P256.keyId());
  }

  @Test
  void every_problem_is_reported_with_its_place() {
    String text =
        """
        {
          "schema": "assay.trust_set.v2",
          "keys": [
            { "spki": "AAAA", "role": "recorder" },
            { "spki": "%s", "role": "admin", "valid": true,
              "not_before": "yesterday" },
            7
          ],
          "revoked": [ { "key_id": "abc", "since": 5 } ]
        }
        """
            .formatted(SPKI);
    assertThat(problems(text))
        .containsExactly(
            "line 2:13: `schema` must be `assay.trust_set.v1`",
            "line 4:15: `keys[0].spki`: not an Ed25519 or ECDSA P-256 public key in its usual"
                + " encoding, give a public key in PEM, or the base64 of its SubjectPublicKeyInfo",
            "line 5:"
                + (5 + text.lines().toList().get(4).indexOf("\"valid\"") - 4)
                + ": unknown member `valid` in `keys[1]`, known here: `spki`, `role`, `not_before`,"
                + " `not_after`, `scope`",
            "line 5:"
                + (1 + text.lines().toList().get(4).indexOf("\"admin\""))
                + ": `role` must be `recorder`, `reviewer` or `pack`",
            "line 6:21: `not_before` is not a time, write it like `2026-03-01T12:00:00Z`",
            "line 7:5: `keys[2]` must be an object",
            "line 9:28: `key_id` must be `sha256:` and 64 lower-case hex digits",
            "line 9:44: `revoked[0].since` must be a string");
  }

  @Test
  void one_key_has_one_entry_however_it_is_written() {
    String pem = CanonicalJson.quote(publicPem(A));
    assertThat(problems(keys(key(""), "{\"spki\":" + pem + ",\"role\":\"pack\"}")))
        .singleElement()
        .asString()
        .contains("listed twice");
    String revoked = "{\"key_id\":\"" + A.keyId() + "\",\"since\":\"2026-05-01T00:00:00Z\"}";
    assertThat(
            problems(
                "{\"schema\":\"assay.trust_set.v1\",\"keys\":[],\"revoked\":["
                    + revoked
                    + ","
                    + revoked
                    + "]}"))
        .singleElement()
        .asString()
        .contains("revoked twice");
  }

  @Test
  void what_could_mean_less_than_it_says_is_refused() {
    assertThat(problems(keys(key(",\"scope\":{}")))).singleElement().asString().contains("empty");
    assertThat(problems(keys(key(",\"scope\":{\"run\":\"\"}")))).hasSize(1);
    assertThat(problems(keys(key(",\"scope\":{\"host\":\"a\"}"))).getFirst())
        .contains("unknown member `host` in `keys[0].scope`");
    assertThat(
            problems(
                    keys(
                        key(
                            ",\"not_before\":\"2027-01-01T00:00:00Z\",\"not_after\":\"2026-01-01T00:00:00Z\"")))
                .getFirst())
        .contains("before `not_before`");
    assertThat(problems("{\"keys\":[]}")).containsExactly("line 1:1: `schema` is missing");
    assertThat(problems("{\"schema\":\"assay.trust_set.v1\"}").getFirst())
        .contains("`keys` is missing");
    assertThat(problems("[]").getFirst()).contains("not a JSON object");
    assertThat(problems("").getFirst()).contains("not a JSON document");
    assertThat(problems("{\"keys\":[],\"keys\":[]}").getFirst()).contains("duplicate member name");
    assertThat(problems(" ".repeat(TrustSetReader.MAX_BYTES + 1)).getFirst()).contains("1 MiB");
    String[] many = new String[TrustSet.MAX_KEYS + 1];
    java.util.Arrays.fill(many, key(""));
    assertThat(problems(keys(many))).singleElement().asString().contains("more than 256");
  }

  @Test
  void globs_over_runs_match_the_whole_id() {
    TrustedKey.Scope scope = new TrustedKey.Scope("a*b?c*", null);
    assertThat(scope.covers("abxc", "p")).isTrue();
    assertThat(scope.covers("a--b-b1c-end", "p")).isTrue();
    assertThat(scope.covers("abc", "p")).isFalse();
    assertThat(scope.covers("xabxc", "p")).isFalse();
    assertThat(new TrustedKey.Scope("", null).covers("", "p")).isTrue();
    assertThat(new TrustedKey.Scope("a*", null).covers("a".repeat(1001), "p")).isFalse();
    assertThat(TrustedKey.Scope.ANY.covers("a".repeat(1001), "p")).isTrue();
  }
}
