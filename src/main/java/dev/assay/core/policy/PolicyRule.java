package dev.assay.core.policy;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.problem.Where;

/**
 * One kind of judgement, compiled from its members of the policy. A rule never looks at what other
 * rules say; precedence is {@link Stage}.
 */
sealed interface PolicyRule
    permits LimitsRule,
        NameShapeRule,
        DenyRule,
        AllowRule,
        UnclassifiedRule,
        SchemaRule,
        UnconstrainedRule {
  /** Gives when it is asked. */
  Stage stage();

  /** Gives its members of the policy, as a person would say them. */
  String key();

  /** Gives how many entries of the document it holds. */
  int size();

  /** Judges a call. */
  Judgement judge(ToolCall call, PolicyState state);

  /** Gives the place in the document that its judgement of this call rests on, if any. */
  Where place(ToolCall call, PolicyState state);
}
