package dev.assay.core.policy.decision;

/**
 * A denial as a record has it: enough to say which rule it is of.
 *
 * @param reason why
 * @param matchedRule the entry it rests on; empty when none
 * @param explanation one sentence; may be empty
 */
public record RecordedDenial(ReasonCode reason, String matchedRule, String explanation) {}
