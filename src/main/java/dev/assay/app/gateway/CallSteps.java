package dev.assay.app.gateway;

import dev.assay.app.gateway.DecideStep.DecisionDraft;
import dev.assay.app.gateway.OpenRequest.DecidedCall;
import dev.assay.app.record.Entry;
import dev.assay.app.record.EventDraft;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.Recorded;
import dev.assay.app.record.Recording;
import dev.assay.core.evidence.CallEvents.OutcomeKind;
import dev.assay.core.evidence.CallEvents.ToolOutcome;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.PrivilegedEvents.ToolSurface;
import dev.assay.core.evidence.SessionFinding;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.OwnAnswer;
import dev.assay.core.mcp.RefusalReason;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.Remedy;
import dev.assay.core.policy.session.SessionFacts;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.core.policy.session.SessionPlan;
import dev.assay.core.policy.session.UnmetSequence;
import dev.assay.core.problem.Problem;
import dev.assay.core.surface.DecisionLine;
import dev.assay.core.surface.DecisionSurface;
import dev.assay.core.surface.JudgedCall;
import dev.assay.core.surface.privileged.PrivilegedRecords;
import dev.assay.core.surface.privileged.RelistOutcome;
import dev.assay.core.surface.privileged.SurfaceEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps 3, 4, 5 and 7 of a tool call: bind, decide, record, conclude. */
final class CallSteps {
  private final DecideStep deciding;
  private final EvidenceRecorder recorder;
  private final DecisionSurface surface;
  private final InstantSource clock;
  private final GatewaySettings settings;
  private final Watchers watchers;

  /** Who sees decisions besides the evidence: people, and the logs the user asked for. */
  record Watchers(SessionObserver observer, List<DecisionSink> sinks) {
    Watchers {
      sinks = List.copyOf(sinks);
    }
  }

  CallSteps(
      DecideStep deciding,
      EvidenceRecorder recorder,
      DecisionSurface surface,
      InstantSource clock,
      GatewaySettings settings,
      Watchers watchers) {
    this.deciding = deciding;
    this.recorder = recorder;
    this.surface = surface;
    this.clock = clock;
    this.settings = settings;
    this.watchers = watchers;
  }

  /** What steps 3 to 5 made of a call. */
  sealed interface Judged {
    /**
     * It may be forwarded; its decision is on record, or policy accepted a gap.
     *
     * @param decided what step 7 needs of it
     * @param arguments what is sent in place of its arguments; empty when those are sent
     */
    record Cleared(DecidedCall decided, Optional<Recorded> recorded, Optional<Json.Obj> arguments)
        implements Judged {}

    /**
     * It is not decided yet, nor on record: it is held, or judged again.
     *
     * @param relisted what became of listing the tools for it
     */
    record Awaiting(Remedy.Await await, RelistOutcome relisted) implements Judged {}

    /** It is not forwarded. */
    record Refused(
        Decision.Deny deny, Optional<ToolDefinition> definition, Optional<String> decisionId)
        implements Judged {}
  }

  /**
   * Says whether what becomes of a call can depend on what became of the one before it, so that a
   * call is judged only when all before it are on record.
   */
  boolean dependsOnEarlierCalls() {
    return !deciding.policy().sessionPlan().isEmpty();
  }

  /** Says whether calls may make the gateway ask the upstream for its tools. */
  boolean asksForListings() {
    return deciding.policy().privilegedActions().isOn();
  }

  /**
   * Takes a call through bind and decide; not for policies that depend on earlier calls.
   *
   * @param known when that is nothing yet it may have to be held
   */
  JudgedCall judge(Session session, ToolCall call, Optional<MessageId> id, DecideStep.Known known) {
    return deciding.judge(session, call, id, clock.instant(), SessionFacts.NONE, known);
  }

  /**
   * Takes one call through bind, decide and record, under a policy that counts what happens. A call
   * that may be held is neither counted nor recorded.
   */
  Judged judgeAndRecord(
      Session session, ToolCall call, Optional<MessageId> id, DecideStep.Known known) {
    SessionLedger ledger = session.ledger(deciding.policy().sessionPlan());
    synchronized (ledger) { // decided and recorded in one order, which gives the same state again
      Instant now = clock.instant();
      JudgedCall decided;
      try {
        SessionFacts facts = ledger.look(call.name(), now);
        decided = deciding.judge(session, call, id, now, facts, known);
      } catch (RuntimeException fault) {
        ledger.attempt(call.name(), now);
        throw fault;
      }
      Optional<Judged.Awaiting> waits = HeldSteps.awaited(decided);
      if (waits.isPresent()) {
        return waits.get();
      }
      ledger.attempt(call.name(), now);
      Judged judged = record(session, List.of(decided)).getFirst();
      if (judged instanceof Judged.Cleared) {
        if (id.isPresent()) {
          ledger.forwarded(call.name());
        } else {
          ledger.notified(call.name());
        }
      }
      return judged;
    }
  }

  /** A fault of ours kept a call from being decided: it is denied, and recorded as that. */
  JudgedCall undecided(ToolCall call, Optional<MessageId> id, RuntimeException fault) {
    reportFault("a call was denied", fault);
    Decision denied = Decision.Deny.of(ReasonCode.S_INTERNAL_ERROR);
    DecideStep.Sent sent = deciding.sent(call, denied);
    return new JudgedCall(
        call, id, Optional.empty(), denied, clock.instant(), sent.dryRun(), sent.arguments());
  }

  /**
   * Records the decisions of judged calls with one append, and says of each, in order, whether it
   * is cleared. A fault of ours refuses what it concerns.
   */
  List<Judged> record(Session session, List<JudgedCall> calls) {
    List<DecisionDraft> drafts = new ArrayList<>(calls.size());
    List<Entry> entries = new ArrayList<>(calls.size());
    for (JudgedCall call : calls) {
      DecisionDraft draft = new DecisionDraft(surface, call);
      drafts.add(draft);
      entries.add(new Entry(call.decidedAt(), draft));
    }
    List<Judged> judged = new ArrayList<>(calls.size());
    List<Recording> recordings;
    try {
      recordings = recorder.record(entries);
    } catch (RuntimeException fault) {
      reportFault("calls were denied", fault);
      for (JudgedCall call : calls) {
        judged.add(faulty(session, call));
      }
      return judged;
    }
    for (int i = 0; i < recordings.size(); i++) {
      judged.add(concluded(session, drafts.get(i), recordings.get(i)));
    }
    return judged;
  }

  private Judged concluded(Session session, DecisionDraft draft, Recording recording) {
    if (recording instanceof Recording.Failed failed && failed.fault() != null) {
      reportFault("a call was denied", failed.fault());
      return faulty(session, draft.judged());
    }
    try {
      return cleared(session, draft, recording);
    } catch (RuntimeException fault) {
      reportFault("a call was denied", fault);
      return faulty(session, draft.judged());
    }
  }

  private Judged faulty(Session session, JudgedCall judged) {
    return refused(
        session, judged, Decision.Deny.of(ReasonCode.S_INTERNAL_ERROR), Optional.empty());
  }

  /** A fault of ours: told once with its kind, never with the message it happened on. */
  void reportFault(String consequence, RuntimeException fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    watchers
        .observer()
        .warning("internal error, " + consequence + ": " + fault.getClass().getName() + where);
  }

  /** Reports a fault and gives what the agent is told of it, under its id where that is known. */
  AgentAction refusedByFault(String consequence, RuntimeException fault, Optional<Json> id) {
    reportFault(consequence, fault);
    return new AgentAction.Answer(
        Frame.of(OwnAnswer.refusal(id, RefusalReason.INTERNAL_ERROR, Optional.empty())));
  }

  /** The session is over: what could only be observed of it goes on record, and to the console. */
  void concludeSession(Session session) {
    SessionPlan plan = deciding.policy().sessionPlan();
    if (plan.isEmpty()) {
      return;
    }
    SessionLedger ledger = session.ledger(plan);
    for (UnmetSequence unmet : ledger.findings()) {
      SessionFinding finding =
          new SessionFinding(
              settings.label(),
              new SessionFinding.Rule(unmet.rule(), unmet.kind(), unmet.sentence()),
              ledger.forwardedCalls(),
              deciding.policy().digest());
      Recording recording = recorder.record(clock.instant(), _ -> finding);
      boolean recorded = recording instanceof Recording.Done;
      watchers
          .observer()
          .warning(
              "sequence `"
                  + unmet.id()
                  + "`: "
                  + unmet.sentence()
                  + (recorded ? "" : "; this could not be recorded"));
    }
  }

  private Judged cleared(Session session, DecisionDraft draft, Recording recording) {
    JudgedCall judged = draft.judged();
    Optional<Recorded> recorded =
        recording instanceof Recording.Done done ? Optional.of(done.token()) : Optional.empty();
    Optional<Problem> failure =
        recording instanceof Recording.Failed failed
            ? Optional.of(failed.problem())
            : writeLogs(draft, recorded.orElseThrow());
    boolean denied = judged.decision() instanceof Decision.Deny && !judged.dryRun();
    if (failure.isPresent() && !denied && !settings.bestEffortEvidence()) {
      watchers.observer().warning("decision not recorded: " + failure.get().text());
      // a log failed after the evidence said allow: the evidence must not leave it at that
      recorded.ifPresent(token -> concludeUnsent(judged, token));
      return refused(session, judged, Decision.Deny.of(ReasonCode.E_RECORD_FAILED), recorded);
    }
    if (failure.isPresent() && !denied) {
      recorder.recordGap();
    }
    return denied && judged.decision() instanceof Decision.Deny deny
        ? refused(session, judged, deny, recorded)
        : cleared(session, judged, judged.decision(), recorded);
  }

  private void concludeUnsent(JudgedCall judged, Recorded token) {
    String tool = DecisionSurface.toolName(judged.call());
    DecidedCall unsent = new DecidedCall(tool, token.eventId(), Optional.empty());
    conclude(new UpstreamAction.Conclusion(unsent, OutcomeKind.NOT_DELIVERED, 0), false);
  }

  private Optional<Problem> writeLogs(DecisionDraft draft, Recorded recorded) {
    for (DecisionSink sink : watchers.sinks()) {
      Optional<Problem> problem = sink.write(draft.judged().decidedAt(), recorded, draft.event());
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Judged refused(
      Session session, JudgedCall judged, Decision.Deny deny, Optional<Recorded> recorded) {
    if (settings.dryRun() && !judged.dryRun()) {
      session.counters.deniedInDryRun.incrementAndGet();
      watchers
          .observer()
          .warning("a call was denied in spite of the dry run: its arguments cannot be redacted");
    }
    session.counters.denied.incrementAndGet();
    show(DecisionLine.Mark.DENY, judged, deny);
    if (recorded.isPresent()) {
      recordSurface(decided(judged, recorded), SurfaceEntry.BLOCKED);
    }
    return new Judged.Refused(deny, judged.definition(), recorded.map(Recorded::eventId));
  }

  private Judged cleared(
      Session session, JudgedCall judged, Decision decision, Optional<Recorded> recorded) {
    if (decision instanceof Decision.Allow allow) {
      session.counters.allowed.incrementAndGet();
      boolean warned = allow.isWarned();
      show(warned ? DecisionLine.Mark.WARN : DecisionLine.Mark.ALLOW, judged, allow);
      judged
          .privileged()
          .flatMap(PrivilegedRecords::mismatch)
          .ifPresent(kind -> watchers.observer().warning("conformance: mismatched (" + kind + ")"));
    } else {
      session.counters.wouldDeny.incrementAndGet();
      show(DecisionLine.Mark.WOULD_DENY, judged, decision);
    }
    DecidedCall decided = decided(judged, recorded);
    if (judged.requestId().isEmpty()) {
      recordSurface(decided, SurfaceEntry.NOT_OBSERVED);
    }
    return new Judged.Cleared(decided, recorded, judged.sent());
  }

  private static DecidedCall decided(JudgedCall judged, Optional<Recorded> recorded) {
    return new DecidedCall(
        DecisionSurface.toolName(judged.call()),
        recorded.isPresent() ? recorded.get().eventId() : "",
        judged.privileged().map(PrivilegedRecords::surface));
  }

  /** What became of a privileged call is recorded with what it was. */
  private void recordSurface(DecidedCall call, String status) {
    if (call.surface().isPresent()) {
      ToolSurface surface =
          new ToolSurface(call.tool(), call.decisionId(), call.surface().get().record(status));
      recorder.recordSoon(clock.instant(), new Ready(surface));
    }
  }

  private void show(DecisionLine.Mark mark, JudgedCall judged, Decision decision) {
    watchers
        .observer()
        .decided(mark, judged.call().name(), judged.call().arguments(), decision.consoleReason());
  }

  String policyDigest() {
    return deciding.policy().digest();
  }

  /** Step 7, after the message was sent: nothing here delays it. */
  void delivered(UpstreamAction.Deliver message, boolean delivered) {
    if (message.opensSession()) {
      recorder.keep(clock.instant());
    }
    if (message.conclusion().isPresent()) {
      conclude(message.conclusion().get(), delivered);
    }
  }

  void conclude(UpstreamAction.Conclusion conclusion, boolean delivered) {
    DecidedCall call = conclusion.call();
    if (!call.decisionId().isEmpty()) {
      ToolOutcome outcome =
          new ToolOutcome(
              call.tool(),
              call.decisionId(),
              conclusion.kind(),
              delivered,
              conclusion.answerBytes());
      recorder.recordSoon(clock.instant(), new Ready(outcome));
      boolean success = conclusion.kind() == OutcomeKind.REPORTED_SUCCESS;
      recordSurface(call, success ? SurfaceEntry.SUCCESS : conclusion.kind().wire());
    }
  }

  /** A payload that does not need its event id; no lambda, since every call makes one. */
  private record Ready(EventPayload payload) implements EventDraft {
    @Override
    public EventPayload payload(String eventId) {
      return payload;
    }
  }

  /** Writes outcomes that wait for the next decision. */
  void settle() {
    recorder.settle(clock.instant());
  }
}
