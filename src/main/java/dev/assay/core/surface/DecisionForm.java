package dev.assay.core.surface;

import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Duties;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.ReasonCode;
import java.util.Optional;

/**
 * The members of a decision event that do not change from one call of a tool to the next, as
 * canonical text. It fits a call whose decision, match, definition and mode are the same.
 */
final class DecisionForm {
  private final ReasonCode reason;
  private final Match match;
  private final Duties duties;
  private final boolean allow;
  private final boolean dryRun;
  private final Optional<ToolDefinition> definition;
  private final boolean denied;
  private final String beforeRequestId;
  private final String tool;
  private final String afterToolCallId;

  DecisionForm(
      JudgedCall judged,
      boolean denied,
      String beforeRequestId,
      String tool,
      String afterToolCallId) {
    this.reason = judged.decision().reason();
    this.match = judged.decision().match();
    this.duties =
        judged.decision() instanceof Decision.Allow standing ? standing.duties() : Duties.NONE;
    this.allow = judged.decision() instanceof Decision.Allow;
    this.dryRun = judged.dryRun();
    this.definition = judged.definition();
    this.denied = denied;
    this.beforeRequestId = beforeRequestId;
    this.tool = tool;
    this.afterToolCallId = afterToolCallId;
  }

  /** Only allows are reused: a deny has an explanation of its own. */
  boolean fits(JudgedCall judged) {
    return allow
        && judged.decision() instanceof Decision.Allow other
        && sameDuties(other.duties())
        && judged.decision().reason() == reason
        && sameMatch(judged.decision().match())
        && judged.dryRun() == dryRun
        && sameDefinition(judged.definition());
  }

  /** Arguments that are sent in place of others have a digest of their own in each record. */
  private boolean sameDuties(Duties other) {
    return other.arguments().isEmpty()
        && duties.arguments().isEmpty()
        && duties.met().equals(other.met());
  }

  private boolean sameMatch(Match other) {
    return match.matchedRule().equals(other.matchedRule())
        && match.matchBasis().equals(other.matchBasis())
        && match.toolClasses().equals(other.toolClasses())
        && match.matchedToolClasses().equals(other.matchedToolClasses());
  }

  private boolean sameDefinition(Optional<ToolDefinition> other) {
    return definition.isPresent() == other.isPresent()
        && (definition.isEmpty()
            || definition.get().bindingDigest().equals(other.get().bindingDigest()));
  }

  boolean isDenied() {
    return denied;
  }

  String beforeRequestId() {
    return beforeRequestId;
  }

  String tool() {
    return tool;
  }

  String afterToolCallId() {
    return afterToolCallId;
  }
}
