package dev.assay.core.policy.decision;

import dev.assay.core.policy.session.SessionFacts;
import java.util.Collections;
import java.util.List;

/**
 * What a call is judged by beyond itself.
 *
 * @param requests requests of the agent, of every method, this call included
 * @param toolCalls {@code tools/call} among them, denied ones too, this call included
 * @param session what the rates and sequences of the policy need, from before this call
 * @param lacking evidence of this call that cannot be had
 */
public record PolicyState(
    long requests, long toolCalls, SessionFacts session, List<EvidenceKind> lacking) {
  /** Shares the list, which is never changed after it was made. */
  public PolicyState {
    lacking = lacking.isEmpty() ? Collections.emptyList() : Collections.unmodifiableList(lacking);
  }

  /** Makes the state of a call of which all evidence can be had. */
  public PolicyState(long requests, long toolCalls, SessionFacts session) {
    this(requests, toolCalls, session, Collections.emptyList());
  }

  /** Makes the state of a session that no rate or sequence knows anything of. */
  public PolicyState(long requests, long toolCalls) {
    this(requests, toolCalls, SessionFacts.NONE);
  }
}
