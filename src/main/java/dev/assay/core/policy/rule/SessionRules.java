package dev.assay.core.policy.rule;

import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.session.SessionPlan;

/**
 * The rules that depend on what a session did before.
 *
 * @param plan what has to be counted for them
 */
record SessionRules(LimitsRule limits, SequenceRule sequences, SessionPlan plan) {

  static SessionRules read(PolicyDocument document) {
    SessionPlan plan = new SessionPlan();
    return new SessionRules(
        LimitsRule.read(document, plan), SequenceRule.read(document, plan), plan);
  }
}
