package dev.assay.core.policy.rule;

import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.identity.ToolPin;
import dev.assay.core.policy.identity.ToolPins;
import dev.assay.core.problem.Where;
import java.util.Optional;

/**
 * {@code tool_pins}: a pinned tool is called only while its definition is the pinned one. A
 * definition nobody has seen denies like one that differs.
 */
record ToolPinsRule(ToolPins pins) implements PolicyRule {
  private static final Match MATCH = Match.rule(ToolPins.NAME);

  static ToolPinsRule read(PolicyDocument document) {
    return new ToolPinsRule(ToolPins.read(document));
  }

  @Override
  public Stage stage() {
    return Stage.PINS;
  }

  @Override
  public String key() {
    return ToolPins.NAME;
  }

  @Override
  public int size() {
    return pins.pins().size();
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    Optional<ToolPin> pin = pins.pin(call.name());
    return pin.isEmpty() ? Judgement.NoObjection.NO_OBJECTION : judge(pin.get(), state.tool());
  }

  private static Judgement judge(ToolPin pin, ToolSighting sighting) {
    return switch (sighting.listing()) {
      case ASSUMED -> Judgement.NoObjection.NO_OBJECTION;
      case NOT_LISTED -> denied(ReasonCode.E_TOOL_UNOBSERVED, ToolIdentityRule.NOT_LISTED);
      case ABSENT -> denied(ReasonCode.E_TOOL_UNOBSERVED, ToolIdentityRule.ABSENT);
      case AMBIGUOUS -> denied(ReasonCode.E_TOOL_AMBIGUOUS, ToolIdentityRule.AMBIGUOUS);
      case LISTED -> compare(pin, sighting.tool().orElseThrow());
    };
  }

  private static Judgement compare(ToolPin pin, ObservedTool tool) {
    if (pin.holds(tool) && tool.exact()) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    String why =
        tool.exact()
            ? pin.difference(tool)
            : "it has a number or a look-alike member that no digest fixes";
    return denied(
        ReasonCode.E_TOOL_DRIFT,
        "Tool integrity failure: pinned "
            + pin.fingerprint()
            + ", listed "
            + pin.fingerprintOf(tool)
            + "; "
            + why);
  }

  private static Judgement denied(ReasonCode reason, String explanation) {
    return Judgement.Denied.of(reason, MATCH, explanation);
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return pins.pin(call.name()).map(ToolPin::where).orElse(Where.NOWHERE);
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return switch (record.reason()) {
      case E_TOOL_DRIFT, E_TOOL_UNOBSERVED, E_TOOL_AMBIGUOUS -> record.matchedRule().equals(key());
      default -> false;
    };
  }

  /** What was listed is known to the gate alone, when the call came. */
  @Override
  public Needs needs(String tool) {
    return size() > 0 ? Needs.MOMENT : Needs.TOTALS;
  }

  @Override
  public Json form(String tool) {
    return pins.canonical();
  }
}
