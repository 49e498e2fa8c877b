package dev.assay.core.policy.rewrite;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.decision.PolicyState;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Whether two policies decide the same calls alike: allow or deny, reason, the entry it rests on
 * and what is wrong with the arguments. Each call is asked as the first one of a session and as one
 * beyond every limit of practice. Belongs to one thread.
 */
public final class Equivalence {
  private static final List<PolicyState> STATES =
      Collections.unmodifiableList(
          Arrays.asList(new PolicyState(1, 1), new PolicyState(1_000_000, 1_000_000)));

  private final Policy one;
  private final Policy other;
  private final PolicyEngine first;
  private final PolicyEngine second;
  private long calls;
  private Optional<ToolCall> difference = Optional.empty();

  /** Makes one for two policies that were asked nothing yet. */
  public Equivalence(Policy one, Policy other) {
    this.one = one;
    this.other = other;
    this.first = new PolicyEngine(one);
    this.second = new PolicyEngine(other);
  }

  /** Asks both so many calls, made from either of them. */
  public void askGenerated(int count) {
    CallCorpus.of(one, count / 2).forEach(this::ask);
    CallCorpus.of(other, count - count / 2).forEach(this::ask);
  }

  /** Asks both a call. */
  public void ask(ToolCall call) {
    calls++;
    for (PolicyState state : STATES) {
      if (difference.isEmpty() && !first.decide(call, state).equals(second.decide(call, state))) {
        difference = Optional.of(call);
      }
    }
  }

  /** Gives how many calls were asked. */
  public long calls() {
    return calls;
  }

  /** Gives the first call that they decide otherwise, if any. */
  public Optional<ToolCall> difference() {
    return difference;
  }
}
