package dev.assay.core.mcp;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON-RPC messages that the gateway itself writes, one line each without the line feed. */
public final class OwnAnswer {
  private static final String ORIGIN = "assay-proxy";

  private OwnAnswer() {}

  /** Refuses a message; without an id the answer has no {@code id} member. */
  public static byte[] refusal(
      Optional<Json> id, RefusalReason reason, Optional<String> correlationId) {
    Json.Obj data =
        Json.object()
            .put("origin", ORIGIN)
            .put("reason", reason.token())
            .put("code_name", reason.token())
            .put("correlation_id", correlationId.orElse(null))
            .build();
    return error(id, reason.code(), reason.sentence(), data);
  }

  /** Refuses a request by policy; {@code correlationId} is the event that says so. */
  public static byte[] denied(
      MessageId id, RefusalReason reason, String policyDigest, Optional<String> correlationId) {
    Json.Obj data =
        Json.object()
            .put("origin", ORIGIN)
            .put("decision", "deny")
            .put("reason", reason.token())
            .put("code_name", GatewayError.DENIED_BY_POLICY.codeName())
            .put("policy_digest", policyDigest)
            .put("correlation_id", correlationId.orElse(null))
            .build();
    return error(
        Optional.of(id.json()), GatewayError.DENIED_BY_POLICY.code(), reason.sentence(), data);
  }

  /** Ends a request that the upstream will not answer. */
  public static byte[] failure(
      MessageId id, GatewayError error, String reason, Optional<String> decisionId) {
    Json.Obj data =
        Json.object()
            .put("origin", ORIGIN)
            .put("reason", reason)
            .put("code_name", error.codeName())
            .put("decision_id", decisionId.orElse(null))
            .build();
    return error(Optional.of(id.json()), error.code(), error.sentence(), data);
  }

  /** Answers a request with a result. */
  public static byte[] result(MessageId id, Json.Obj result) {
    return line(
        Json.object().put("jsonrpc", "2.0").put("id", id.json()).put("result", result).build());
  }

  private static byte[] error(Optional<Json> id, int code, String message, Json.Obj data) {
    Json.Obj error =
        Json.object().put("code", code).put("message", message).put("data", data).build();
    return line(
        Json.object().put("jsonrpc", "2.0").put("id", id.orElse(null)).put("error", error).build());
  }

  private static byte[] line(Json.Obj message) {
    return JsonText.compact(message).getBytes(StandardCharsets.UTF_8);
  }
}
