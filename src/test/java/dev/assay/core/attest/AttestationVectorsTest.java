package dev.assay.core.attest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.PreAuthentication;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code vectors/evidence/attestation.json}, signing side. */
class AttestationVectorsTest {
  private static final Json.Obj KEY = Vectors.cases("evidence/attestation.json", "keys").getFirst();
  private static final List<Json.Obj> POSITIVE =
      Vectors.cases("evidence/attestation.json", "positive");

  @Test
  void a_signed_bundle_statement_is_the_published_one() {
    Json.Obj vector =
        POSITIVE.stream().filter(v -> id(v).startsWith("v1")).findFirst().orElseThrow();
    BundleIdentity facts =
        new BundleIdentity(
            new EventOrigin(
                "run_session_2026",
                "urn:assay:gateway:vector",
                new EventOrigin.Producer("vector-producer", "0.0.1", "unknown")),
            "sha256:5885eb485d032132d69bed2f6aa551cd2afe9473c472fbd24ed41efcae1f4e17",
            "ec4571c05669f950eb6ccb739101b0a1e0f9cf703d46858b45f0f3ca623253d9",
            9,
            Instant.parse("2026-03-01T12:00:00Z"),
            Instant.parse("2026-03-01T12:00:00.250001Z"));

    Envelope envelope = Envelope.sign(Statement.about(facts), key());

    assertThat(new String(Statement.about(facts).canonicalBytes(), UTF_8))
        .isEqualTo(vector.string("payload_canonical").orElseThrow());
    assertThat(envelope.json()).isEqualTo(vector.get("envelope"));
  }

  @Test
  void statements_and_signatures_are_reproduced_and_verified() {
    assertThat(POSITIVE).hasSize(2);
    for (Json.Obj vector : POSITIVE) {
      Statement statement = new Statement(vector.object("statement").orElseThrow());
      byte[] signed =
          PreAuthentication.preAuthenticationEncoding(
              Envelope.PAYLOAD_TYPE, statement.canonicalBytes());
      assertThat(Base64.getEncoder().encodeToString(signed))
          .isEqualTo(vector.string("pae_b64").orElseThrow());
      assertThat(Envelope.sign(statement, key()).json()).isEqualTo(vector.get("envelope"));

      VerifyingKey verifying = VerifyingKey.read(key().publicKeyInfo()).orElseThrow();
      byte[] signature = key().sign(signed);
      assertThat(verifying.keyId()).isEqualTo(KEY.string("keyid").orElseThrow());
      assertThat(verifying.accepts(signed, signature)).isTrue();
      signature[3] ^= 1;
      assertThat(verifying.accepts(signed, signature)).isFalse();
    }
  }

  private static SigningKey key() {
    byte[] pem = KEY.string("pkcs8_pem").orElseThrow().getBytes(UTF_8);
    return switch (SigningKey.readPem(pem)) {
      case KeyReading.Usable usable -> usable.key();
      case KeyReading.Unusable unusable -> throw new AssertionError(unusable.problem().text());
    };
  }

  private static String id(Json.Obj vector) {
    return vector.string("id").orElseThrow();
  }
}
