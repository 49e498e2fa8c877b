package dev.assay.core.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final byte[] MESSAGE = "message".getBytes(UTF_8);

  @Test
  void signatures_are_accepted_by_the_jdk_and_ours_are_stable() throws Exception {
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp256r1"));
    check(ec.generateKeyPair(), "SHA256withECDSA");
    check(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519");
  }

  private static void check(KeyPair pair, String algorithm) throws Exception {
    SigningKey key = ((KeyReading.Usable) SigningKey.readPem(pem(pair))).key();
    byte[] signature = key.sign(MESSAGE);
    Signature jdk = Signature.getInstance(algorithm);
    jdk.initVerify(pair.getPublic());
    jdk.update(MESSAGE);

    assertThat(jdk.verify(signature)).isTrue();
    assertThat(key.sign(MESSAGE)).isEqualTo(signature);
    assertThat(key.publicKeyInfo()).isEqualTo(pair.getPublic().getEncoded());
    VerifyingKey verifying = VerifyingKey.read(pair.getPublic().getEncoded()).orElseThrow();
    assertThat(verifying.accepts(MESSAGE, signature)).isTrue();
    assertThat(verifying.accepts("other".getBytes(UTF_8), signature)).isFalse();
    assertThat(verifying.accepts(MESSAGE, new byte[0])).isFalse();
  }

  @Test
  void other_texts_are_refused_and_not_repeated() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
    p384.initialize(new ECGenParameterSpec("secp384r1"));
    String[] texts = {
      "",
      "secret",
      "-----BEGIN PRIVATE KEY-----",
      "-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----",
      "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
      "-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----",
      new String(pem(rsa.generateKeyPair()), UTF_8),
      new String(pem(p384.generateKeyPair()), UTF_8),
    };
    for (String text : texts) {
      assertThat(SigningKey.readPem(text.getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              KeyReading.Unusable.class,
              u -> assertThat(u.problem().text()).doesNotContain("c2VjcmV0"));
    }
  }

  private static byte[] pem(KeyPair pair) {
    return ("-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n")
        .getBytes(UTF_8);
  }
}
