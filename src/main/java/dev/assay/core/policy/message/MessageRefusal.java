package dev.assay.core.policy.message;

import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.problem.Where;

/**
 * A message that the policy does not let pass.
 *
 * @param reason as answers and records have it
 * @param rule its section of the policy
 * @param where the entry it rests on, or the section
 */
public record MessageRefusal(RefusalReason reason, String rule, Where where) {}
