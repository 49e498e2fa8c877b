package dev.assay.core.policy.rewrite;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.decision.PolicyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Whether two policies decide the same calls alike: allow or deny, reason, the entry it rests on
 * and what is wrong with the arguments. Each call is asked as the first one of a session and as one
 * beyond every limit of practice.
 *
 * @param calls how many calls were asked of both
 * @param difference the first call that they decide otherwise, if any
 */
public record Equivalence(int calls, Optional<ToolCall> difference) {
  private static final List<PolicyState> STATES =
      Collections.unmodifiableList(
          Arrays.asList(new PolicyState(1, 1), new PolicyState(1_000_000, 1_000_000)));

  /** Asks both policies the calls that either has something to say about, and some others. */
  public static Equivalence of(Policy one, Policy other, int count, List<ToolCall> more) {
    List<ToolCall> calls = new ArrayList<>(CallCorpus.of(one, count / 2));
    calls.addAll(CallCorpus.of(other, count - count / 2));
    calls.addAll(more);
    PolicyEngine first = new PolicyEngine(one);
    PolicyEngine second = new PolicyEngine(other);
    for (ToolCall call : calls) {
      for (PolicyState state : STATES) {
        if (!first.decide(call, state).equals(second.decide(call, state))) {
          return new Equivalence(calls.size(), Optional.of(call));
        }
      }
    }
    return new Equivalence(calls.size(), Optional.empty());
  }
}
