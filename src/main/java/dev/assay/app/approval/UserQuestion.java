package dev.assay.app.approval;

import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.policy.decision.Remedy;
import dev.assay.core.surface.CallSummary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The question whether one call may pass, put to whoever uses the agent: an {@code
 * elicitation/create} with one required boolean. What comes back is the word of the agent's client
 * and nothing more.
 */
public final class UserQuestion {
  private static final String APPROVE = "approve";
  private static final String ASKED =
      "Assay asks because the policy wants a person to approve this one call.\n";

  private UserQuestion() {}

  /** Gives the request that puts the question, one line without its line feed. */
  public static byte[] ask(MessageId id, Remedy.Await call) {
    Json.Obj approve =
        Json.object()
            .put("type", "boolean")
            .put("title", "Approve this call")
            .put("description", "It is sent once, with exactly these arguments")
            .build();
    Json.Obj form =
        Json.object()
            .put("type", "object")
            .put("properties", Json.object().put(APPROVE, approve).build())
            .put("required", Json.Arr.ofStrings(List.of(APPROVE)))
            .build();
    Json.Obj params =
        Json.object()
            .put("message", ASKED + CallSummary.of(call.subject(), call.arguments()))
            .put("requestedSchema", form)
            .build();
    return line(
        Json.object()
            .put("jsonrpc", "2.0")
            .put("id", id.json())
            .put("method", "elicitation/create")
            .put("params", params)
            .build());
  }

  /** Gives the notification that takes a question back, one line without its line feed. */
  public static byte[] takeBack(MessageId id) {
    Json.Obj params =
        Json.object().put("requestId", id.json()).put("reason", "no answer is needed").build();
    return line(
        Json.object()
            .put("jsonrpc", "2.0")
            .put("method", "notifications/cancelled")
            .put("params", params)
            .build());
  }

  private static byte[] line(Json.Obj message) {
    return JsonText.compact(message).getBytes(StandardCharsets.UTF_8);
  }

  /** Gives why the result of a question approves nothing; empty when it approves the call. */
  public static Optional<ApprovalFlaw> flaw(Json result) {
    if (!(result instanceof Json.Obj said)) {
      return Optional.of(ApprovalFlaw.ANSWER_UNUSABLE);
    }
    return switch (said.string("action").orElse("")) {
      case "accept" -> accepted(said.object("content").orElse(Json.Obj.EMPTY));
      case "decline" -> Optional.of(ApprovalFlaw.DECLINED);
      case "cancel" -> Optional.of(ApprovalFlaw.DISMISSED);
      default -> Optional.of(ApprovalFlaw.ANSWER_UNUSABLE);
    };
  }

  private static Optional<ApprovalFlaw> accepted(Json.Obj content) {
    if (content.members().size() != 1 || !(content.get(APPROVE) instanceof Json.Bool approve)) {
      return Optional.of(ApprovalFlaw.ANSWER_UNUSABLE);
    }
    return approve == Json.Bool.TRUE ? Optional.empty() : Optional.of(ApprovalFlaw.DECLINED);
  }
}
