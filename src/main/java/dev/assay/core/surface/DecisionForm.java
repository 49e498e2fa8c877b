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
  private final boolean plainAllow;
  private final boolean dryRun;
  private final Optional<ToolDefinition> definition;
  private final Text text;

  DecisionForm(JudgedCall judged, Text text) {
    this.reason = judged.decision().reason();
    this.match = judged.decision().match();
    this.duties =
        judged.decision() instanceof Decision.Allow standing ? standing.duties() : Duties.NONE;
    this.plainAllow = judged.decision() instanceof Decision.Allow && judged.privileged().isEmpty();
    this.dryRun = judged.dryRun();
    this.definition = judged.definition();
    this.text = text;
  }

  /** Only plain allows are reused: a deny has an explanation, a privileged call a target. */
  boolean fits(JudgedCall judged) {
    return plainAllow
        && judged.privileged().isEmpty()
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

  Text text() {
    return text;
  }

  /**
   * What stands between the members that change from call to call, as canonical bytes; never
   * changed.
   *
   * @param beforeDecisionId from the time of the decision on, the decision itself included
   * @param beforeRequestId from behind the decision id on
   * @param tool the tool's name and the name of the member behind it
   * @param afterToolCallId the rest
   */
  @SuppressWarnings("ArrayRecordComponent") // constant parts of a line, never compared
  record Text(
      byte[] beforeDecisionId, byte[] beforeRequestId, byte[] tool, byte[] afterToolCallId) {}
}
