package dev.assay.core.policy.decision;

import dev.assay.core.identity.ToolSighting;
import dev.assay.core.policy.session.SessionFacts;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a call is judged by beyond itself. Both totals are unsigned numbers.
 *
 * @param requests requests of the agent, of every method, this call included
 * @param toolCalls {@code tools/call} among them, denied ones too but for those denied for who the
 *     tool is, this call included
 * @param session what the rates and sequences of the policy need, from before this call
 * @param lacking evidence of this call that cannot be had
 * @param tool what the session knows of the tool that is called
 * @param approval what is known of an approval of this call
 */
public record PolicyState(
    long requests,
    long toolCalls,
    SessionFacts session,
    List<EvidenceKind> lacking,
    ToolSighting tool,
    ApprovalFact approval) {
  /** Shares the list, which is never changed after it was made. */
  public PolicyState {
    lacking = lacking.isEmpty() ? Collections.emptyList() : Collections.unmodifiableList(lacking);
  }

  /** Makes the state of a call that nobody looked for an approval of. */
  public PolicyState(
      long requests,
      long toolCalls,
      SessionFacts session,
      List<EvidenceKind> lacking,
      ToolSighting tool) {
    this(requests, toolCalls, session, lacking, tool, ApprovalFact.Unasked.UNASKED);
  }

  /**
   * Makes the state of a call that is only supposed, with no server behind it: all evidence can be
   * had, what the server offers is not asked, and rules about who a tool is have no objection.
   * Never for a call that is forwarded.
   */
  public PolicyState(long requests, long toolCalls, SessionFacts session) {
    this(requests, toolCalls, session, Collections.emptyList(), ToolSighting.ASSUMED);
  }

  /** Makes the state of a supposed call that no rate or sequence knows anything of. */
  public PolicyState(long requests, long toolCalls) {
    this(requests, toolCalls, SessionFacts.NONE);
  }

  /** Gives the same state with a history. */
  public PolicyState knowing(SessionFacts facts) {
    return new PolicyState(requests, toolCalls, facts, lacking, tool, approval);
  }

  /** Gives the same state with totals that are, as unsigned numbers, no higher than these. */
  public PolicyState upTo(Optional<Long> mostRequests, Optional<Long> mostToolCalls) {
    return new PolicyState(
        lower(requests, mostRequests),
        lower(toolCalls, mostToolCalls),
        session,
        lacking,
        tool,
        approval);
  }

  /** Gives the same state with totals that are, as unsigned numbers, no lower than these. */
  public PolicyState atLeast(PolicyState least) {
    return new PolicyState(
        higher(requests, least.requests),
        higher(toolCalls, least.toolCalls),
        session,
        lacking,
        tool,
        approval);
  }

  private static long higher(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? b : a;
  }

  private static long lower(long count, Optional<Long> most) {
    return most.isPresent() && Long.compareUnsigned(most.get(), count) < 0 ? most.get() : count;
  }

  /** Gives the same with another knowledge of approvals. */
  public PolicyState with(ApprovalFact known) {
    return new PolicyState(requests, toolCalls, session, lacking, tool, known);
  }
}
