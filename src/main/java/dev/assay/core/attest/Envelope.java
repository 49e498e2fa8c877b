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
  /** The only payload type. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  /** Signs a statement. */
  public static Envelope sign(Statement statement, SigningKey key) {
    byte[] payload = statement.canonicalBytes();
    byte[] signature = key.sign(PreAuthentication.preAuthenticationEncoding(PAYLOAD_TYPE, payload));
    Json.Obj signed =
        Json.object()
            .put("keyid", key.keyId())
            .put("sig", Base64.getEncoder().encodeToString(signature))
            .build();
    return new Envelope(
        Json.object()
            .put("payload", Base64.getEncoder().encodeToString(payload))
            .put("payloadType", PAYLOAD_TYPE)
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
