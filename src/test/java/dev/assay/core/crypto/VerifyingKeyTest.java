package dev.assay.core.crypto;

import static dev.assay.testkit.Attestations.P256_PEM;
import static dev.assay.testkit.Attestations.ed25519;
import static dev.assay.testkit.Attestations.publicPem;
import static dev.assay.testkit.Attestations.signingKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VerifyingKeyTest {
  private static final String ED25519 = publicPem(ed25519(1));
  private static final String P256 = publicPem(signingKey(P256_PEM));

  private static String refusal(String pem) {
    return switch (VerifyingKey.readPem(pem.getBytes(UTF_8))) {
      case VerifyingKeyReading.Usable usable -> throw new AssertionError(usable.toString());
      case VerifyingKeyReading.Unusable unusable -> unusable.problem().text();
    };
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getEncoder().encodeToString(der), label);
  }

  @Test
  void public_keys_in_pem_keep_their_key_id() {
    assertThat(VerifyingKey.readPem(ED25519.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            VerifyingKeyReading.Usable.class,
            usable -> assertThat(usable.key().keyId()).isEqualTo(ed25519(1).keyId()));
    assertThat(VerifyingKey.readPem(("\n" + P256 + " \r\n").getBytes(UTF_8)))
        .isInstanceOf(VerifyingKeyReading.Usable.class);
  }

  @Test
  void what_is_something_else_is_called_by_its_name() {
    assertThat(refusal("")).contains("the file is empty");
    assertThat(refusal(" \n")).contains("the file is empty");
    assertThat(refusal("ssh-ed25519 AAAA me")).contains("not a public key in PEM");
    assertThat(refusal(P256_PEM)).contains("holds a private key").contains("-pubout");
    assertThat(refusal(block("EC PRIVATE KEY", new byte[9]))).contains("holds a private key");
    assertThat(refusal(block("CERTIFICATE", new byte[9]))).contains("certificate, not a key");
    assertThat(refusal(block("ENCRYPTED PRIVATE KEY", new byte[9]))).contains("encrypted");
    assertThat(refusal(ED25519 + P256)).contains("more than one PEM block");
    assertThat(refusal("# mine\n" + ED25519)).contains("other text around it");
    assertThat(refusal(ED25519.replaceFirst("(?s)-----END.*", ""))).contains("cut");
    assertThat(refusal(ED25519.replaceFirst("=\n", "\n"))).contains("cut");
    assertThat(refusal(ED25519.replaceFirst("MCow", "MC*w"))).contains("not base64");
    assertThat(refusal(block("PUBLIC KEY", new byte[0]))).contains("not an Ed25519");
    assertThat(refusal(block("PUBLIC KEY", new byte[44]))).contains("not an Ed25519");
  }

  @Test
  void no_refusal_repeats_a_part_of_the_file() {
    assertThat(refusal(P256_PEM)).doesNotContain(P256_PEM.lines().toList().get(1));
  }

  @Test
  void a_key_has_one_encoding() {
    byte[] der = ed25519(1).publicKeyInfo();
    assertThat(VerifyingKey.read(Arrays.copyOf(der, der.length + 1))).isEmpty();
    byte[] compressed = compressed(signingKey(P256_PEM).publicKeyInfo());
    assertThat(VerifyingKey.read(compressed)).isEmpty();
  }

  /** The same point in 33 bytes instead of 65. */
  private static byte[] compressed(byte[] info) {
    byte[] head = HexFormat.of().parseHex("3039301306072a8648ce3d020106082a8648ce3d030107032200");
    byte[] der = Arrays.copyOf(head, head.length + 33);
    int point = info.length - 65;
    der[head.length] = (byte) (2 + (info[info.length - 1] & 1));
    System.arraycopy(info, point + 1, der, head.length + 1, 32);
    return der;
  }

  @Test
  void a_key_under_which_anything_verifies_is_none() {
    byte[] neutral = HexFormat.of().parseHex("302a300506032b6570032100" + "01" + "00".repeat(31));
    assertThat(VerifyingKey.read(neutral)).isEmpty();
  }

  @Test
  void base64_has_one_spelling() {
    assertThat(Base64Text.decode("QQ==")).isPresent();
    for (String other : new String[] {"QQ", "QQ=", "QR==", "QQ==\n", "QQ== ", "Q-==", "QQ==QQ=="}) {
      assertThat(Base64Text.decode(other)).as(other).isEmpty();
    }
  }
}
