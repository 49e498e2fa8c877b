package dev.assay.core.gate;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.compare.TraceSessions;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.problem.Where;
import dev.assay.core.report.ReportText;
import dev.assay.core.report.SarifLog;
import dev.assay.core.trace.TraceArguments;
import dev.assay.core.trace.TraceCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cases about a trace: every call is decided again by a policy, and one that comes out otherwise
 * than the trace says is a failure; a call without a decision in the trace must be allowed. A call
 * whose arguments are not in the trace cannot be decided, which is a failure too. Messages hold no
 * arguments. Calls of one session are decided in their order, with the limits, rates and sequences
 * of the policy counted as the gate counts them; a call that the policy denies is not counted as
 * passed.
 */
public final class TraceCases {
  /** Part of the gate: the calls of the trace. */
  public static final String TRACE = "trace";

  /** Cases that are kept: what a SARIF log takes. */
  private static final int MAX_CASES = SarifLog.MAX_RESULTS;

  /** Code points of a tool's name; names are untrusted. */
  private static final int MAX_NAME = 200;

  private static final String NONE = "";

  private final PolicyEngine engine;
  private final List<GateCase> cases = new ArrayList<>();
  private final TraceSessions sessions;
  private final Map<String, Integer> occurrences = new HashMap<>();
  private long seen;
  private long differing;

  /** Makes one that decides with an engine. */
  public TraceCases(PolicyEngine engine) {
    this.engine = engine;
    this.sessions = new TraceSessions(engine.policy());
  }

  /** Takes the next call of the trace. */
  public void see(TraceCall call) {
    seen++;
    PolicyState state = sessions.attempt(call.session(), call.tool(), call.time());
    switch (call.arguments()) {
      case TraceArguments.Withheld _ -> {
        if (!call.decision().orElse("allow").equals("deny")) {
          sessions.forwarded(call.session(), call.tool());
        }
        fail(call, "not_decidable", "cannot be decided: the trace leaves its arguments out");
      }
      case TraceArguments.Given given -> {
        Decision decision = engine.decide(new ToolCall(call.tool(), given.arguments()), state);
        if (decision instanceof Decision.Allow) {
          sessions.forwarded(call.session(), call.tool());
        }
        String before = call.decision().orElse("allow");
        switch (decision) {
          case Decision.Allow _ when before.equals("deny") ->
              fail(call, "deny-to-allow", "was denied and would be allowed");
          case Decision.Deny deny when before.equals("allow") ->
              fail(
                  call,
                  deny.consoleReason(),
                  (call.decision().isPresent()
                          ? "was allowed and would be denied: "
                          : "would be denied: ")
                      + deny.consoleReason());
          case Decision.Allow _, Decision.Deny _ -> {}
        }
      }
    }
  }

  private void fail(TraceCall call, String reason, String message) {
    differing++;
    if (cases.size() == MAX_CASES) {
      return;
    }
    String tool = ReportText.bounded(call.tool(), MAX_NAME);
    int occurrence = occurrences.merge(reason + ' ' + tool, 1, Integer::sum);
    Where where = call.where();
    String document = where.document() == null ? NONE : where.document();
    cases.add(
        new GateCase(
            TRACE,
            reason,
            GateCase.Status.FAILED,
            "`" + tool + "` " + message,
            new GateCase.Details(
                "`assay policy explain` says which rule decides; correct the policy, or the trace when"
                    + " the change is meant",
                new GateCase.Anchor(document, Math.max(1, where.line())),
                tool + "#" + occurrence,
                null)));
  }

  /** Gives the cases: those that failed, or one that says that none did. */
  public List<GateCase> cases(String document) {
    List<GateCase> all = new ArrayList<>(cases);
    if (differing == 0) {
      GateCase.Anchor anchor = new GateCase.Anchor(document, 1);
      all.add(GateCase.passed(TRACE, "calls", seen + " calls are decided as before", anchor));
    }
    return all;
  }

  /** Gives how many calls came out otherwise; not all of them need have a case. */
  public long differing() {
    return differing;
  }

  /** Gives how many calls there were. */
  public long seen() {
    return seen;
  }
}
