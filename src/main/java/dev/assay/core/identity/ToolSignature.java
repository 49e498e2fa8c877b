package dev.assay.core.identity;

import dev.assay.core.crypto.Base64Text;
import dev.assay.core.crypto.PreAuthentication;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An author's signature on a tool, in its member {@value #MEMBER}: Ed25519 over the DSSE
 * pre-authentication encoding of the RFC 8785 form of everything else in the tool ({@code cli.md}
 * 5.11).
 *
 * <p>A signature says that a holder of the key signed this definition. When it was signed is not
 * covered, and what the tool does is not either.
 *
 * @param keyId {@code sha256:<hex>} of the key, as the signature names it
 * @param payloadDigest digest of what was signed, as the signature names it
 * @param signature the signature's bytes in base64
 * @param publicKey the key itself, if the signature carries it; trust never comes from here
 */
public record ToolSignature(
    String keyId, String payloadDigest, String signature, Optional<VerifyingKey> publicKey) {
  /** The member of a tool that holds it; no part of what is signed. */
  public static final String MEMBER = "x-assay-sig";

  private static final String PAYLOAD_TYPE = "application/vnd.assay.tool+json;v=1";
  private static final String ALGORITHM = "ed25519";
  private static final List<String> MEMBERS =
      Collections.unmodifiableList(
          Arrays.asList(
              "version",
              "algorithm",
              "payload_type",
              "payload_digest",
              "key_id",
              "signature",
              "signed_at",
              "public_key"));

  /** Signs a tool; a signature it has already is replaced. */
  public static Json.Obj sign(Json.Obj tool, SigningKey key, String signedAt, boolean embedKey) {
    byte[] payload = payload(tool);
    Json.ObjBuilder signature =
        Json.object()
            .put("version", 1)
            .put("algorithm", ALGORITHM)
            .put("payload_type", PAYLOAD_TYPE)
            .put("payload_digest", Sha256.text(payload))
            .put("key_id", key.keyId())
            .put("signature", base64(key.sign(encoding(payload))))
            .put("signed_at", signedAt);
    if (embedKey) {
      signature.put("public_key", base64(key.publicKeyInfo()));
    }
    Json.ObjBuilder signed = Json.object();
    without(tool).members().forEach(signed::put);
    return signed.put(MEMBER, signature.build()).build();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Says whether digests fix every number of a tool, so that it can be signed. */
  public static boolean isSignable(Json.Obj tool) {
    return CanonicalJson.keepsNumbersOf(without(tool));
  }

  /** Reads the signature of a tool; empty when its form is not the known one. */
  static Optional<ToolSignature> read(Json value) {
    if (!(value instanceof Json.Obj object)
        || !MEMBERS.containsAll(object.members().keySet())
        || object.integer("version").orElse(0L) != 1
        || !object.string("algorithm").orElse("").equals(ALGORITHM)
        || !object.string("payload_type").orElse("").equals(PAYLOAD_TYPE)
        || object.string("signed_at").isEmpty()
        || !ToolLockReader.isDigest(object.string("key_id").orElse(""))
        || !ToolLockReader.isDigest(object.string("payload_digest").orElse(""))) {
      return Optional.empty();
    }
    Json embedded = object.get("public_key");
    boolean embeds = embedded != null && embedded != Json.Null.NULL;
    Optional<VerifyingKey> key =
        object.string("public_key").flatMap(Base64Text::decode).flatMap(VerifyingKey::read);
    String text = object.string("signature").orElse("");
    return Base64Text.decode(text).isEmpty() || (embeds && key.isEmpty())
        ? Optional.empty()
        : Optional.of(
            new ToolSignature(
                object.string("key_id").orElseThrow(),
                object.string("payload_digest").orElseThrow(),
                text,
                key));
  }

  /** Says whether this is the signature of a key over a tool. */
  boolean holds(Json.Obj tool, VerifyingKey key) {
    byte[] payload = payload(tool);
    return key.isEd25519()
        && key.keyId().equals(keyId)
        && CanonicalJson.keepsNumbersOf(without(tool))
        && Sha256.text(payload).equals(payloadDigest)
        && key.accepts(encoding(payload), Base64Text.decode(signature).orElseThrow());
  }

  private static byte[] encoding(byte[] payload) {
    return PreAuthentication.preAuthenticationEncoding(PAYLOAD_TYPE, payload);
  }

  private static byte[] payload(Json.Obj tool) {
    return CanonicalJson.canonicalBytes(without(tool));
  }

  private static Json.Obj without(Json.Obj tool) {
    Json.ObjBuilder rest = Json.object();
    tool.members()
        .forEach(
            (name, value) -> {
              if (!name.equals(MEMBER)) {
                rest.put(name, value);
              }
            });
    return rest.build();
  }
}
