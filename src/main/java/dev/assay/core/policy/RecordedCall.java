package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.RecordedDenial;
import java.util.Optional;

/**
 * A call that was decided before, as far as it is still known.
 *
 * @param tool the tool's name
 * @param arguments what it was called with, when somebody kept that
 * @param least the lowest totals that its session can have had, this call included
 * @param most the highest ones
 * @param historyKnown whether both also say what its session did before, as the policy counts it
 * @param denial why it was denied; empty when it was allowed
 */
public record RecordedCall(
    String tool,
    Optional<Json.Obj> arguments,
    PolicyState least,
    PolicyState most,
    boolean historyKnown,
    Optional<RecordedDenial> denial) {}
