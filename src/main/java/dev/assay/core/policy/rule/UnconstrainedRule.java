package dev.assay.core.policy.rule;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.EnforcementMode;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;

/** {@code enforcement.unconstrained_tools}: what an allowed tool without a schema may do. */
record UnconstrainedRule(EnforcementMode mode, SchemaRule schemas, Where where)
    implements PolicyRule {
  static final String NAME = "unconstrained_tools";
  private static final Judgement WARNED = new Judgement.Warned(ReasonCode.E_TOOL_UNCONSTRAINED);
  private static final Judgement DENIED =
      Judgement.Denied.of(
          ReasonCode.E_TOOL_UNCONSTRAINED, Match.NONE, "Tool has no schema (enforcement: deny)");

  static UnconstrainedRule read(PolicyDocument document, SchemaRule schemas) {
    Section enforcement = document.enforcement();
    return new UnconstrainedRule(
        EnforcementMode.read(enforcement, NAME, EnforcementMode.WARN),
        schemas,
        enforcement.placeOf(NAME));
  }

  @Override
  public Stage stage() {
    return Stage.CONSTRAINT;
  }

  @Override
  public String key() {
    return "enforcement." + NAME;
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    if (mode == EnforcementMode.ALLOW || schemas.constrains(call.name())) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    return mode == EnforcementMode.WARN ? WARNED : DENIED;
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return where;
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_TOOL_UNCONSTRAINED;
  }
}
