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
 * {@code tools.deny} and {@code tools.deny_classes}: a listed tool is denied, whatever allows it.
 */
record DenyRule(ToolList list) implements PolicyRule {

  static DenyRule read(PolicyDocument document) {
    return new DenyRule(ToolList.read(document, "deny"));
  }

  @Override
  public Stage stage() {
    return Stage.DENY;
  }

  @Override
  public String key() {
    return "tools.deny, tools.deny_classes";
  }

  @Override
  public int size() {
    return list.size();
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    Match match = list.match(call.name());
    if (match == null) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    String explanation =
        switch (match.matchBasis()) {
          case "name" -> "Tool is explicitly denylisted by name";
          case "class" -> "Tool is explicitly denylisted by class";
          default -> "Tool is explicitly denylisted by name and class";
        };
    return Judgement.Denied.of(ReasonCode.E_TOOL_DENIED, match, explanation);
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return list.place(call.name());
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_TOOL_DENIED;
  }
}
