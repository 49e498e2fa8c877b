package dev.assay.core.policy.rule;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.list.ToolList;
import dev.assay.core.problem.Where;

/**
 * {@code tools.allow} and {@code tools.allow_classes}: once either stands, be it empty, a tool that
 * neither lists is denied.
 */
record AllowRule(ToolList list) implements PolicyRule {
  private static final Judgement NOT_ALLOWED =
      Judgement.Denied.of(
          ReasonCode.E_TOOL_NOT_ALLOWED, Match.NONE, "Tool is not in the allowlist");

  static AllowRule read(PolicyDocument document) {
    return new AllowRule(ToolList.read(document, "allow"));
  }

  @Override
  public Stage stage() {
    return Stage.ALLOW;
  }

  @Override
  public String key() {
    return "tools.allow, tools.allow_classes";
  }

  @Override
  public int size() {
    return list.size();
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    if (list.isAbsent()) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    Match match = list.match(call.name());
    return match == null ? NOT_ALLOWED : new Judgement.Admitted(match);
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return list.place(call.name());
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_TOOL_NOT_ALLOWED;
  }
}
