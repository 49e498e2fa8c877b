package dev.assay.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.NewSigningKey;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.identity.ToolTrust.Standing;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.JsonValues;
import dev.assay.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolSignatureTest {
  private static final SigningKey KEY = Attestations.ed25519(7);
  private static final SigningKey OTHER = Attestations.ed25519(8);
  private static final ToolTrust TRUST = ToolTrust.only(KEY.verifyingKey());
  private static final Json.Obj TOOL =
      Listings.tool(
          """
          {"name":"t","description":"d","inputSchema":{"type":"object","maximum":1e2},"x-own":[1]}""");

  private static Json.Obj signed() {
    return ToolSignature.sign(TOOL, KEY, "2026-03-01T12:00:00Z", false);
  }

  private static Json.Obj signature(Json.Obj tool) {
    return tool.object(ToolSignature.MEMBER).orElseThrow();
  }

  private static Json.Obj with(Json.Obj object, String member, Json value) {
    Json.ObjBuilder changed = Json.object();
    object.members().forEach((name, old) -> changed.put(name, name.equals(member) ? value : old));
    return object.get(member) == null ? changed.put(member, value).build() : changed.build();
  }

  @Test
  void another_implementation_accepts_the_signature() throws Exception {
    Json.Obj signature = signature(signed());
    String type = "application/vnd.assay.tool+json;v=1";
    byte[] payload = CanonicalJson.canonicalBytes(TOOL);
    ByteArrayOutputStream encoding = new ByteArrayOutputStream();
    encoding.writeBytes(
        ("DSSEv1 35 " + type + " " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
    encoding.writeBytes(payload);
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(KEY.publicKeyInfo())));
    verifier.update(encoding.toByteArray());

    assertThat(type).hasSize(35);
    assertThat(signature.string("payload_type")).contains(type);
    assertThat(
            verifier.verify(
                Base64.getDecoder().decode(signature.string("signature").orElseThrow())))
        .isTrue();
    assertThat(signed()).isEqualTo(signed());
  }

  @Test
  void a_trusted_signature_holds_whatever_the_order_of_members() {
    assertThat(TRUST.judge(signed())).isEqualTo(Standing.TRUSTED);
    assertThat(TRUST.judge((Json.Obj) Listings.shuffled(signed(), Seed.random())))
        .isEqualTo(Standing.TRUSTED);
    assertThat(TRUST.judge(ToolSignature.sign(signed(), KEY, "later", true)))
        .as("signed again")
        .isEqualTo(Standing.TRUSTED);
  }

  @Test
  void any_change_of_the_definition_breaks_it() {
    RandomGenerator random = Seed.random();
    for (int i = 0; i < 300; i++) {
      String member =
          List.of("name", "description", "inputSchema", "x-own", "new").get(random.nextInt(5));
      Json changed = JsonValues.any(random);
      assertThat(TRUST.judge(with(signed(), member, changed)))
          .as("%s: %s", member, changed)
          .isEqualTo(Standing.INVALID);
    }
  }

  @Test
  void a_signature_of_nobody_trusted_is_not_checked_and_no_key_inside_helps() {
    Json.Obj foreign = ToolSignature.sign(TOOL, OTHER, "2026-03-01T12:00:00Z", true);

    assertThat(TRUST.judge(foreign)).isEqualTo(Standing.UNTRUSTED);
    assertThat(new ToolTrust(false, Map.of()).judge(foreign)).isEqualTo(Standing.UNTRUSTED);
    String id = KEY.keyId();
    assertThat(
            TRUST.judge(
                with(
                    foreign,
                    ToolSignature.MEMBER,
                    with(signature(foreign), "key_id", new Json.Str(id)))))
        .as("it only names the trusted key")
        .isEqualTo(Standing.INVALID);
  }

  @Test
  void a_key_named_by_its_id_counts_once_a_signature_carries_it() {
    ToolTrust byId = new ToolTrust(true, Map.of(KEY.keyId(), Optional.empty()));

    assertThat(byId.judge(signed())).isEqualTo(Standing.UNTRUSTED);
    assertThat(byId.judge(ToolSignature.sign(TOOL, KEY, "2026-03-01T12:00:00Z", true)))
        .isEqualTo(Standing.TRUSTED);
  }

  @Test
  void no_signature_is_refused_only_where_one_is_required() {
    assertThat(TRUST.judge(TOOL)).isEqualTo(Standing.UNSIGNED);
    assertThat(new ToolTrust(false, Map.of()).judge(TOOL)).isEqualTo(Standing.NOT_REQUIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "version, 2",
    "algorithm, \"ed448\"",
    "payload_type, \"application/json\"",
    "payload_digest, \"sha256:00\"",
    "signature, \"AAAA\"",
    "signature, \"not base64\"",
    "signature, 7",
    "signed_at, null",
    "public_key, \"AAAA\"",
    "public_key, 7",
    "unknown, 1"
  })
  void a_signature_of_another_form_does_not_hold(String member, String value) {
    Json changed = Listings.tool("{\"v\":" + value + "}").get("v");
    Json.Obj tool =
        with(signed(), ToolSignature.MEMBER, with(signature(signed()), member, changed));

    assertThat(TRUST.judge(tool)).isEqualTo(Standing.INVALID);
  }

  @Test
  void anything_in_the_place_of_a_signature_gets_a_standing() {
    RandomGenerator random = Seed.random();
    for (int i = 0; i < 500; i++) {
      Json.Obj tool = with(TOOL, ToolSignature.MEMBER, JsonValues.any(random));
      assertThat(TRUST.judge(tool)).isEqualTo(Standing.INVALID);
    }
  }

  @Test
  void a_number_that_no_digest_fixes_cannot_be_signed_for() {
    Json.Obj inexact =
        Listings.tool("{\"name\":\"t\",\"inputSchema\":{\"maximum\":9007199254740993}}");

    assertThat(ToolSignature.isSignable(inexact)).isFalse();
    assertThat(TRUST.judge(ToolSignature.sign(inexact, KEY, "x", false)))
        .isEqualTo(Standing.INVALID);
  }

  @Test
  void only_ed25519_signs_tools() {
    assertThat(KEY.isEd25519()).isTrue();
    assertThat(KEY.verifyingKey().isEd25519()).isTrue();
  }

  @Test
  void a_new_key_is_read_by_another_implementation() throws Exception {
    byte[] seed = new byte[NewSigningKey.SEED_BYTES];
    seed[3] = 9;
    NewSigningKey key = NewSigningKey.of(seed.clone());
    String pem = new String(key.privatePem(), StandardCharsets.US_ASCII);
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(
        KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der)));
    signer.update(seed);
    VerifyingKey verifying =
        ((dev.assay.core.crypto.VerifyingKeyReading.Usable) VerifyingKey.readPem(key.publicPem()))
            .key();

    assertThat(verifying.keyId()).isEqualTo(key.keyId());
    assertThat(verifying.accepts(seed, signer.sign())).isTrue();
  }
}
