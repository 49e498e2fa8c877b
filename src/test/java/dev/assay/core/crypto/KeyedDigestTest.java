package dev.assay.core.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class KeyedDigestTest {
  @Test
  void a_tool_argument_digest_is_the_published_one() {
    // vectors/policy/digests.json, dig-021
    KeyedDigest digest =
        KeyedDigest.named("kid-1", SecretBytes.takingOver("vector-key-1".getBytes(UTF_8)));

    assertThat(
            digest.digest(
                "assay.tool_args.v0:kid-1:".getBytes(UTF_8),
                "{\"sql\":\"select 1\"}".getBytes(UTF_8)))
        .isEqualTo(
            "hmac-sha256:kid-1:e0e593c1833793471fb87c30db58b7f8566a483371eb10a76f85783aa04d7de5");
  }

  @Test
  void equals_the_mac_of_the_jdk_for_every_key_length() throws Exception {
    byte[] message = "message".getBytes(UTF_8);
    for (int length = 1; length <= 200; length++) {
      byte[] key = new byte[length];
      java.util.Arrays.fill(key, (byte) length);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));

      assertThat(KeyedDigest.named("k", SecretBytes.takingOver(key)).digest(message))
          .endsWith(HexFormat.of().formatHex(mac.doFinal(message)));
    }
  }

  @Test
  void the_key_id_is_eight_digits_of_the_key_digest_and_the_key_is_not_printed() {
    byte[] key = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    SecretBytes secret = SecretBytes.takingOver(key);

    assertThat(KeyedDigest.of(secret).keyId()).isEqualTo(Sha256.hex(key).substring(0, 8));
    assertThat(secret.toString()).doesNotContain("0123").doesNotContain("32");
    secret.close();
    assertThat(key).containsOnly((byte) 0);
  }
}
