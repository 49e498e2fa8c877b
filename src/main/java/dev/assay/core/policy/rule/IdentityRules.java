package dev.assay.core.policy.rule;

import dev.assay.core.policy.document.PolicyDocument;

/** The rules about who a tool is. */
record IdentityRules(ToolPinsRule pins, ToolIdentityRule approved) {

  static IdentityRules read(PolicyDocument document) {
    return new IdentityRules(ToolPinsRule.read(document), ToolIdentityRule.read(document));
  }
}
