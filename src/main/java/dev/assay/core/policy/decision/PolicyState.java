package dev.assay.core.policy.decision;

import dev.assay.core.policy.session.SessionFacts;

/**
 * What a session has done so far.
 *
 * @param requests requests of the agent, of every method, this call included
 * @param toolCalls {@code tools/call} among them, denied ones too, this call included
 * @param session what the rates and sequences of the policy need, from before this call
 */
public record PolicyState(long requests, long toolCalls, SessionFacts session) {
  /** Makes the state of a session that no rate or sequence knows anything of. */
  public PolicyState(long requests, long toolCalls) {
    this(requests, toolCalls, SessionFacts.NONE);
  }
}
