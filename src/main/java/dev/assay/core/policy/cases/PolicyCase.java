package dev.assay.core.policy.cases;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.problem.Where;
import java.util.Optional;

/**
 * One call and how it must be decided.
 *
 * @param name what it shows, one line, unique in its file
 * @param where its place
 * @param policy the policy it is asked of, relative to its file, when it names one of its own
 * @param call the call
 * @param state what the session has done by then, this call included
 * @param expected how it must be decided
 */
public record PolicyCase(
    String name,
    Where where,
    Optional<String> policy,
    ToolCall call,
    PolicyState state,
    Expectation expected) {}
