package dev.assay.core.surface.privileged;

import dev.assay.core.identity.ToolSighting;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;

/**
 * A call of a governed tool with everything its records need.
 *
 * @param sent the call as it is forwarded, or as it was asked when it is not
 * @param sighting the tool as it was judged
 * @param relisted what became of listing the tools for it
 * @param decision what the whole policy says
 * @param dryRun whether a deny is forwarded all the same
 */
public record PrivilegedCall(
    ToolCall sent,
    ToolSighting sighting,
    RelistOutcome relisted,
    Decision decision,
    boolean dryRun) {
  boolean allowed() {
    return decision instanceof Decision.Allow;
  }

  /** Why it was decided so, as records of privileged calls spell it. */
  String reason() {
    return allowed() ? "allow" : decision.consoleReason();
  }
}
