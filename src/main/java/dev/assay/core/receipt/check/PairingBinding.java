package dev.assay.core.receipt.check;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What a decision must be bound to: an attestation, or the request itself.
 *
 * @param kind what it is, as in the names of checks
 * @param digest the digest that records must state; empty when there is none to be had
 * @param nonce the nonce that records must state; empty when the attestation has none
 * @param isSigned whether the document has a signature, which is not verified
 * @param checks what was checked to come to the digest
 */
public record PairingBinding(
    Kind kind,
    Optional<String> digest,
    Optional<String> nonce,
    boolean isSigned,
    List<NamedCheck> checks) {
  private static final String PROJECTION = "assay.fallback_projection.v0";
  private static final String BINDING = "authorization_binding";

  /** What records are bound to. */
  public enum Kind {
    /** What an issuer attested before. */
    ATTESTATION("attestation"),
    /** The request, when there is no attestation. */
    REQUEST_ENVELOPE("request_envelope");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** Gives the word of reports and names of checks. */
    public String wire() {
      return wire;
    }
  }

  /** Copies the checks. */
  public PairingBinding {
    checks = List.copyOf(checks);
  }

  /** Binds to an attestation. */
  public static PairingBinding attestation(Json document) throws RecordUnusable {
    Json.Obj content = McpRecord.object(document, "the attestation");
    Optional<String> nonce =
        McpRecord.either(content, "issuerAsserted", "the attestation") instanceof Json.Obj asserted
            ? asserted.string("nonce")
            : Optional.empty();
    return new PairingBinding(
        Kind.ATTESTATION,
        Optional.of(RecordDigest.of(content)),
        nonce,
        McpRecord.hasSignature(content),
        List.of());
  }

  /** Binds to all of a request. */
  public static PairingBinding wholeEnvelope(Json document) throws RecordUnusable {
    Json.Obj content = McpRecord.object(document, "the request envelope");
    return envelope(content, Optional.of(RecordDigest.of(content)), List.of());
  }

  /**
   * Binds to the parameters of a request and its authorization binding. A request that has none is
   * bound to nothing: the whole request is never taken instead.
   */
  public static PairingBinding namedProjection(Json document) throws RecordUnusable {
    Json.Obj content = McpRecord.object(document, "the request envelope");
    Optional<Json.Obj> meta = content.object("_meta");
    if (meta.isEmpty()) {
      return nothing(content, "fallback_projection_invalid_meta", "_meta is missing or no object");
    }
    Json binding = meta.get().get(BINDING);
    if (binding == null || binding == Json.Null.NULL) {
      return nothing(
          content, "fallback_projection_missing_authorization_binding", "_meta has no " + BINDING);
    }
    Json params = content.get("params");
    Json.Obj projected =
        Json.object()
            .put("projection", PROJECTION)
            .put("params", params == null ? Json.Null.NULL : params)
            .put("binding", binding)
            .build();
    return envelope(content, Optional.of(RecordDigest.of(projected)), List.of());
  }

  private static PairingBinding nothing(Json.Obj content, String id, String why) {
    return envelope(content, Optional.empty(), List.of(new NamedCheck(id, false, why)));
  }

  private static PairingBinding envelope(
      Json.Obj content, Optional<String> digest, List<NamedCheck> checks) {
    return new PairingBinding(
        Kind.REQUEST_ENVELOPE, digest, Optional.empty(), McpRecord.hasSignature(content), checks);
  }
}
