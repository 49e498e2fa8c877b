package dev.assay.app.offline.author;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Explanation;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.compare.Bucket;
import dev.assay.core.policy.compare.TraceSessions;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.problem.Problem;
import dev.assay.core.trace.TraceArguments;
import dev.assay.core.trace.TraceCall;
import dev.assay.core.trace.TraceReading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Asks policies every call of a trace: one policy for its decisions, two for what would change.
 * Counts are exact; only so many calls are told one by one. A call whose arguments the trace leaves
 * out is counted apart and never as decided alike.
 */
public final class ComparePolicies {
  private final PolicyEngine before;
  private final PolicyEngine after;
  private final int most;
  private final TraceSessions sessionsBefore;
  private final TraceSessions sessionsAfter;
  private final Map<Bucket, Long> counts = new EnumMap<>(Bucket.class);
  private final List<Changed> changed = new ArrayList<>();
  private long notComparable;
  private long denied;
  private boolean everyCall;

  private ComparePolicies(PolicyEngine before, PolicyEngine after, int most) {
    this.before = before;
    this.after = after;
    this.most = most;
    this.sessionsBefore = new TraceSessions(before.policy());
    this.sessionsAfter = before == after ? sessionsBefore : new TraceSessions(after.policy());
    for (Bucket bucket : Bucket.values()) {
      counts.put(bucket, 0L);
    }
  }

  /**
   * A call that is told.
   *
   * @param before how the first policy decides it
   * @param after how the second does
   */
  public record Changed(TraceCall call, Bucket bucket, Explanation before, Explanation after) {}

  /** What came of it. */
  public sealed interface Result {
    /**
     * Every call was asked.
     *
     * @param counts how many calls fall into each bucket
     * @param notComparable how many have no arguments in the trace
     * @param denied how many the second policy denies
     * @param told the calls told one by one, in the order of the trace
     */
    record Compared(Map<Bucket, Long> counts, long notComparable, long denied, List<Changed> told)
        implements Result {
      /** Copies the list. */
      public Compared {
        told = List.copyOf(told);
      }

      /** Gives how many calls were asked. */
      public long calls() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
      }
    }

    /** The trace is refused. */
    record Refused(List<Problem> problems) implements Result {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Compares two policies; the calls that change are told.
   *
   * @param most how many of them
   */
  public static Result compare(Policy before, Policy after, TraceCalls trace, int most) {
    return new ComparePolicies(new PolicyEngine(before), new PolicyEngine(after), most).run(trace);
  }

  /**
   * Asks one policy; every call is told, or every denied one.
   *
   * @param deniedOnly whether calls that are allowed are only counted
   * @param most how many are told
   */
  public static Result explain(Policy policy, TraceCalls trace, boolean deniedOnly, int most) {
    PolicyEngine engine = new PolicyEngine(policy);
    ComparePolicies asked = new ComparePolicies(engine, engine, most);
    asked.everyCall = !deniedOnly;
    return asked.run(trace);
  }

  private Result run(TraceCalls trace) {
    return switch (trace.read(this::ask)) {
      case TraceReading.Refused(List<Problem> problems) -> new Result.Refused(problems);
      case TraceReading.Read _ -> new Result.Compared(counts, notComparable, denied, changed);
    };
  }

  private void ask(TraceCall call) {
    PolicyState then = sessionsBefore.attempt(call.session(), call.tool(), call.time());
    PolicyState now =
        before == after ? then : sessionsAfter.attempt(call.session(), call.tool(), call.time());
    switch (call.arguments()) {
      case TraceArguments.Withheld _ -> notComparable++;
      case TraceArguments.Given given ->
          judge(call, new ToolCall(call.tool(), given.arguments()), then, now);
    }
  }

  private void judge(TraceCall call, ToolCall asked, PolicyState then, PolicyState now) {
    Decision first = before.decide(asked, then);
    Decision second = before == after ? first : after.decide(asked, now);
    Bucket bucket = Bucket.of(first, second);
    boolean denies = second instanceof Decision.Deny;
    counts.merge(bucket, 1L, Long::sum);
    denied += denies ? 1 : 0;
    boolean told = before == after ? everyCall || denies : bucket != Bucket.UNCHANGED;
    if (told && changed.size() < most) {
      Explanation was = before.explain(asked, then);
      changed.add(
          new Changed(call, bucket, was, before == after ? was : after.explain(asked, now)));
    }
    pass(first, sessionsBefore, call);
    if (before != after) {
      pass(second, sessionsAfter, call);
    }
  }

  private static void pass(Decision decision, TraceSessions sessions, TraceCall call) {
    if (decision instanceof Decision.Allow) {
      sessions.forwarded(call.session(), call.tool());
    }
  }
}
