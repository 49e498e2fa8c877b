package dev.assay.core.surface;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.surface.privileged.PrivilegedRecords;
import java.time.Instant;
import java.util.Optional;

/**
 * A call with everything its record needs.
 *
 * @param call what was asked
 * @param requestId the agent's id for it; empty for a notification
 * @param definition the tool as last listed; empty when unlisted
 * @param decision what policy says
 * @param decidedAt the time the decision was made with
 * @param dryRun whether a deny is forwarded all the same
 * @param sent what is sent in place of its arguments; empty when those are sent, or nothing is
 * @param privileged what else is recorded of it when it is privileged
 */
public record JudgedCall(
    ToolCall call,
    Optional<MessageId> requestId,
    Optional<ToolDefinition> definition,
    Decision decision,
    Instant decidedAt,
    boolean dryRun,
    Optional<Json.Obj> sent,
    Optional<PrivilegedRecords> privileged) {
  /** Makes a call that is not privileged. */
  public JudgedCall(
      ToolCall call,
      Optional<MessageId> requestId,
      Optional<ToolDefinition> definition,
      Decision decision,
      Instant decidedAt,
      boolean dryRun,
      Optional<Json.Obj> sent) {
    this(call, requestId, definition, decision, decidedAt, dryRun, sent, Optional.empty());
  }
}
