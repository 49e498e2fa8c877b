package dev.assay.core.policy.rule;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.EnforcementMode;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.Section;
import dev.assay.core.policy.document.ToolTaxonomy;
import dev.assay.core.problem.Where;

/**
 * {@code enforcement.unclassified_tools}: a tool that no key of {@code tool_classes} matches
 * escapes every class rule unless this one stops it.
 */
record UnclassifiedRule(EnforcementMode mode, ToolTaxonomy taxonomy, Where where)
    implements PolicyRule {
  static final String NAME = "unclassified_tools";
  private static final Judgement WARNED = new Judgement.Warned(ReasonCode.E_TOOL_UNCLASSIFIED);
  private static final Judgement DENIED =
      Judgement.Denied.of(
          ReasonCode.E_TOOL_UNCLASSIFIED, Match.NONE, "Tool has no class (enforcement: deny)");

  static UnclassifiedRule read(PolicyDocument document) {
    Section enforcement = document.enforcement();
    return new UnclassifiedRule(
        EnforcementMode.read(enforcement, NAME, EnforcementMode.ALLOW),
        document.taxonomy(),
        enforcement.placeOf(NAME));
  }

  @Override
  public Stage stage() {
    return Stage.CLASSIFICATION;
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
    if (mode == EnforcementMode.ALLOW || taxonomy.lists(call.name())) {
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
    return record.reason() == ReasonCode.E_TOOL_UNCLASSIFIED;
  }
}
