package dev.assay.core.attest;

import dev.assay.core.crypto.PreAuthentication;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.BundleIdentity;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.Base64;
import java.util.List;

/**
 * A DSSE envelope with one signature.
 *
 * @param json the envelope
 */
public record Envelope(Json.Obj json) {
  /** The payload type of statements. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  /** Signs a statement. */
  public static Envelope sign(Statement statement, SigningKey key) {
    return sign(PAYLOAD_TYPE, statement.canonicalBytes(), key);
  }

  /** Signs bytes of another type. */
  static Envelope sign(String payloadType, byte[] payload, SigningKey key) {
    byte[] signature = key.sign(PreAuthentication.preAuthenticationEncoding(payloadType, payload));
    Json.Obj signed =
        Json.object()
            .put("keyid", key.keyId())
            .put("sig", Base64.getEncoder().encodeToString(signature))
            .build();
    return new Envelope(
        Json.object()
            .put("payload", Base64.getEncoder().encodeToString(payload))
            .put("payloadType", payloadType)
            .put("signatures", new Json.Arr(List.of(signed)))
            .build());
  }

  /** Gives the signed envelope about a bundle, as the file beside it holds it. */
  public static byte[] about(BundleIdentity bundle, SigningKey key) {
    return sign(Statement.about(bundle), key).canonicalBytes();
  }

  /** Gives the envelope's canonical bytes. */
  public byte[] canonicalBytes() {
    return CanonicalJson.canonicalBytes(json);
  }
}
