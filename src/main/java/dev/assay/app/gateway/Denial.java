package dev.assay.app.gateway;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.GatewayError;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.OwnAnswer;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.Remedy;
import dev.assay.core.schema.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a denied call: a tool result that says {@code isError}, so that the model can read
 * why and correct itself ({@code mcp-gateway.md} D-2). It names the rule and what would be
 * accepted, never an argument value.
 */
final class Denial {
  private static final String MODERN = "2026-07-28";
  private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
  private static final String META_SERVER_INFO = "io.modelcontextprotocol/serverInfo";
  private static final int MAX_TOLD_VIOLATIONS = 5;

  private Denial() {}

  /** What the answer is about, beside the decision. */
  record Context(
      String tool,
      Json.Obj params,
      Optional<ToolDefinition> definition,
      String policyDigest,
      Optional<String> decisionId,
      Json.Obj serverInfo) {}

  static byte[] answer(MessageId id, Decision.Deny deny, Context context) {
    boolean modern = isModern(context.params());
    Json.ObjBuilder meta = Json.object().put("dev.assay/decision", decision(deny, context));
    if (modern) {
      meta.put(META_SERVER_INFO, context.serverInfo());
    }
    Json.Obj text = Json.object().put("type", "text").put("text", text(deny)).build();
    Json.ObjBuilder result =
        Json.object()
            .put("content", new Json.Arr(List.of(text)))
            .put("isError", true)
            .put("_meta", meta.build());
    if (modern) {
      result.put("resultType", "complete");
    }
    if (context.definition().isEmpty() || !context.definition().get().hasOutputSchema()) {
      result.put("structuredContent", contract(deny, context.tool()));
    }
    return OwnAnswer.result(id, result.build());
  }

  static boolean isModern(Json.Obj params) {
    return params
        .object("_meta")
        .flatMap(meta -> meta.string(META_VERSION))
        .filter(version -> version.compareTo(MODERN) >= 0)
        .isPresent();
  }

  private static Json.Obj decision(Decision.Deny deny, Context context) {
    GatewayError error = error(deny.reason());
    return Json.object()
        .put("decision", "deny")
        .put("code", deny.reason().engineCode())
        .put("reason", deny.consoleReason())
        .put("number", error.code())
        .put("code_name", error.codeName())
        .put("policy_digest", context.policyDigest())
        .put("decision_id", context.decisionId().orElse(null))
        .put(
            "approval_request",
            deny.remedy() instanceof Remedy.Requested(String id) ? new Json.Str(id) : null)
        .build();
  }

  private static GatewayError error(ReasonCode reason) {
    return switch (reason) {
      case E_RATE_LIMIT -> GatewayError.LIMIT_EXCEEDED;
      case E_RECORD_FAILED -> GatewayError.EVIDENCE_UNAVAILABLE;
      case E_APPROVAL_REQUIRED -> GatewayError.APPROVAL_REQUIRED;
      default -> GatewayError.DENIED_BY_POLICY;
    };
  }

  private static String text(Decision.Deny deny) {
    StringBuilder text = new StringBuilder("Blocked by policy: ").append(deny.consoleReason());
    String separator = ". ";
    int told = 0;
    for (Violation violation : deny.violations()) {
      if (told++ == MAX_TOLD_VIOLATIONS) {
        break;
      }
      String place = violation.pointer().isEmpty() ? "arguments" : violation.pointer();
      text.append(separator).append(place).append(' ').append(violation.message());
      separator = "; ";
    }
    if (deny.violations().isEmpty()) {
      text.append(". ").append(deny.explanation());
    }
    return text.append(whatNext(deny.remedy())).toString();
  }

  /** The person is told by the agent, or not at all: the request is named and nothing else. */
  private static String whatNext(Remedy remedy) {
    return remedy instanceof Remedy.Requested requested // no type switch: ADR 0005
        ? ". A person can approve this call, with these arguments, once: request "
            + requested.requestId()
            + ". Call again after that"
        : "";
  }

  /**
   * The contract other tools of this family read: violations for schema denies, otherwise a reason.
   */
  private static Json.Obj contract(Decision.Deny deny, String tool) {
    Json.ObjBuilder contract =
        Json.object().put("status", "deny").put("error_code", deny.reason().engineCode());
    if (deny.reason() == ReasonCode.E_RATE_LIMIT) {
      return contract.build();
    }
    contract.put("tool", tool);
    if (deny.violations().isEmpty()) {
      String reason =
          deny.reason() == ReasonCode.E_TOOL_NOT_ALLOWED
              ? "Tool is not in allowlist"
              : deny.explanation();
      return contract.put("reason", reason).build();
    }
    List<Json> violations = new ArrayList<>();
    for (Violation violation : deny.violations()) {
      violations.add(
          Json.object()
              .put("path", violation.pointer())
              .put("message", violation.message())
              .build());
    }
    return contract.put("violations", new Json.Arr(violations)).build();
  }
}
