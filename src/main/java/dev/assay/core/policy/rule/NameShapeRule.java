package dev.assay.core.policy.rule;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.problem.Where;

/**
 * A tool name has a shape; names that only look like a listed one (other scripts, blanks, full
 * width letters) do not have it. Not configurable ({@code policy.md} 8.3).
 */
record NameShapeRule() implements PolicyRule {
  private static final Judgement INVALID =
      Judgement.Denied.of(
          ReasonCode.E_TOOL_NAME_INVALID, Match.NONE, "Tool name has an invalid shape");

  @Override
  public Stage stage() {
    return Stage.NAME;
  }

  @Override
  public String key() {
    return "tool name";
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    return NamePattern.isName(call.name()) ? Judgement.NoObjection.NO_OBJECTION : INVALID;
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return Where.NOWHERE;
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_TOOL_NAME_INVALID;
  }
}
