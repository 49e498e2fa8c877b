package dev.assay.core.policy.cases;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.core.problem.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One call and how it must be decided.
 *
 * @param name what it shows, one line, unique in its file
 * @param where its place
 * @param policy the policy it is asked of, relative to its file, when it names one of its own
 * @param call the call
 * @param before what the session has done by then
 * @param expected how it must be decided
 */
public record PolicyCase(
    String name,
    Where where,
    Optional<String> policy,
    ToolCall call,
    SessionBefore before,
    Expectation expected) {

  /**
   * What a session has done before a call.
   *
   * @param requests requests of every kind, calls included
   * @param calls tool calls
   * @param forwarded the tools of those that were forwarded, in order, at the time of the call
   */
  public record SessionBefore(long requests, long calls, List<String> forwarded) {
    /** Copies the tools. */
    public SessionBefore {
      forwarded = Collections.unmodifiableList(new ArrayList<>(forwarded));
    }
  }

  /** Gives the state in which a policy decides the call, this call counted. */
  public PolicyState state(Policy policy) {
    SessionLedger ledger = new SessionLedger(policy.sessionPlan());
    for (String tool : before.forwarded) {
      ledger.attempt(tool, Instant.EPOCH);
      ledger.forwarded(tool);
    }
    return new PolicyState(
        before.requests + 1, before.calls + 1, ledger.attempt(call.name(), Instant.EPOCH));
  }
}
