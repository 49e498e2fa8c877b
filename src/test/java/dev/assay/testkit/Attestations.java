package dev.assay.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.attest.Envelope;
import dev.assay.core.attest.Statement;
import dev.assay.core.attest.TrustSet;
import dev.assay.core.attest.TrustedKey;
import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.PreAuthentication;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;

/** Keys, statements and envelopes around the published attestation vectors. */
public final class Attestations {
  /** The archive that the published v1 statements are about. */
  public static final byte[] ARCHIVE = Vectors.bytes("evidence/bundles/b2-session/bundle.tar.gz");

  /** First published key, Ed25519. */
  public static final String KEY_PEM = published(0);

  /** A P-256 key of ours, PKCS#8. */
  public static final String P256_PEM =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+EZQD0r2cdmqW0/h
      2PjceFiHDyW8A2v/uHXKg+53tzWhRANCAATgoqkrfUU3eb97Pn9zNtKoX3QYwVUB
      dpQB0O5XbSw76YgeMs2O5knPkhK70wxaCxcAFSO3ai871MbDcy9aijUx
      -----END PRIVATE KEY-----
      """;

  private Attestations() {}

  private static String published(int index) {
    return Vectors.cases("evidence/attestation.json", "keys")
        .get(index)
        .string("pkcs8_pem")
        .orElseThrow();
  }

  public static SigningKey signingKey(String pem) {
    return switch (SigningKey.readPem(pem.getBytes(UTF_8))) {
      case KeyReading.Usable usable -> usable.key();
      case KeyReading.Unusable unusable -> throw new AssertionError(unusable.problem().text());
    };
  }

  /** An Ed25519 key whose seed is one byte repeated. */
  public static SigningKey ed25519(int seed) {
    byte[] der = new byte[48];
    byte[] head = java.util.HexFormat.of().parseHex("302e020100300506032b657004220420");
    System.arraycopy(head, 0, der, 0, head.length);
    java.util.Arrays.fill(der, head.length, der.length, (byte) seed);
    return signingKey(
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n");
  }

  public static VerifyingKey publicHalf(SigningKey key) {
    return VerifyingKey.read(key.publicKeyInfo()).orElseThrow();
  }

  public static String publicPem(SigningKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(key.publicKeyInfo())
        + "\n-----END PUBLIC KEY-----\n";
  }

  public static TrustSet trusting(SigningKey... keys) {
    List<TrustedKey> trusted = new ArrayList<>();
    for (SigningKey key : keys) {
      trusted.add(TrustedKey.recorder(publicHalf(key)));
    }
    return new TrustSet(trusted, new LinkedHashMap<>());
  }

  public static VerifiedBundle bundle() {
    return BundleArchives.intact(ARCHIVE).bundle();
  }

  /** The envelope that says the truth about {@link #ARCHIVE}. */
  public static byte[] truth(SigningKey... keys) {
    return envelope(Statement.about(bundle()).json(), keys);
  }

  /** Any payload, signed by each key. */
  public static byte[] envelope(Json statement, SigningKey... keys) {
    return envelope(CanonicalJson.canonicalBytes(statement), keys);
  }

  public static byte[] envelope(byte[] payload, SigningKey... keys) {
    byte[] signed = PreAuthentication.preAuthenticationEncoding(Envelope.PAYLOAD_TYPE, payload);
    List<Json> signatures = new ArrayList<>();
    for (SigningKey key : keys) {
      signatures.add(
          Json.object()
              .put("keyid", key.keyId())
              .put("sig", Base64.getEncoder().encodeToString(key.sign(signed)))
              .build());
    }
    return CanonicalJson.canonicalBytes(
        Json.object()
            .put("payload", Base64.getEncoder().encodeToString(payload))
            .put("payloadType", Envelope.PAYLOAD_TYPE)
            .put("signatures", new Json.Arr(signatures))
            .build());
  }
}
