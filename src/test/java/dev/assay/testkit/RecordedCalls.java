package dev.assay.testkit;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.SessionEvents;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.core.replay.FilesNow;
import dev.assay.core.replay.ReplaySurvey;
import dev.assay.core.replay.Replayer;
import dev.assay.core.surface.ArgumentsDigest;
import dev.assay.core.surface.DecisionSurface;
import dev.assay.core.surface.JudgedCall;
import dev.assay.core.trace.TraceReader;
import dev.assay.core.trace.TraceReading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session as the gate decides and records it, held in memory, with the calls that were made. */
public final class RecordedCalls {
  public static final KeyedDigest KEY =
      KeyedDigest.named("kid-test", SecretBytes.takingOver(new byte[32]));

  private static final Instant FIRST = Instant.parse("2026-03-01T12:00:00Z");

  public final List<Json.Obj> events = new ArrayList<>();
  public final List<Made> made = new ArrayList<>();
  private final List<Past> timeline = new ArrayList<>();
  private final Policy policy;
  private final PolicyEngine engine;
  private final DecisionSurface surface;
  private final boolean dryRun;
  private long requests;

  /** A call that was made, in its state, under the sequence number of its event. */
  public record Made(long seq, ToolCall call, PolicyState state, Decision decision) {}

  /** Any call, recorded or lost, and the number of requests with it. */
  private record Past(
      ToolCall call,
      long requests,
      Instant at,
      boolean answerable,
      boolean forwarded,
      boolean lost) {
    Past become(boolean nowForwarded, boolean nowLost) {
      return new Past(call, requests, at, answerable, nowForwarded, nowLost);
    }
  }

  /** Begins a session, with its first events. */
  public RecordedCalls(Policy policy, boolean dryRun) {
    this.policy = policy;
    this.engine = new PolicyEngine(policy);
    this.surface = new DecisionSurface(policy, new ArgumentsDigest(KEY));
    this.dryRun = dryRun;
    SessionEvents.Frame frame =
        new SessionEvents.Frame("test", "stdio", dryRun ? "dry_run" : "enforce");
    SessionEvents.Launch launch =
        new SessionEvents.Launch("server", Optional.empty(), Optional.empty(), "hmac-sha256:k:0");
    add(new SessionEvents.SessionStarted(frame, launch, policy.digest()));
    String text = CanonicalJson.canonicalText(policy.canonicalForm());
    SessionEvents.PolicySnapshot.of(policy.digest(), text).forEach(this::add);
  }

  private void add(EventPayload payload) {
    add(payload.type(), payload.data());
  }

  /** Adds an event of any kind. */
  public void add(String type, Json.Obj data) {
    events.add(Json.object().put("type", type).put("data", data).build());
  }

  /** The agent asks for something that is no call and is on no record. */
  public void otherRequest() {
    requests++;
  }

  /** The agent calls, and the decision is recorded. */
  public Decision call(ToolCall call) {
    PolicyState state = arrives(call, policy, true);
    return record(call, state, engine.decide(call, state));
  }

  /** The agent calls without wanting an answer, and the decision is recorded. */
  public Decision notified(ToolCall call) {
    PolicyState state = arrives(call, policy, false);
    return record(call, state, engine.decide(call, state));
  }

  /** The agent calls, and what the gate saw beyond the call made it decide so. */
  public Decision call(ToolCall call, Decision decision) {
    return record(call, arrives(call, policy, true), decision);
  }

  private PolicyState arrives(ToolCall call, Policy by, boolean answerable) {
    requests += answerable ? 1 : 0;
    Instant at = FIRST.plusMillis(700L * timeline.size());
    timeline.add(new Past(call, requests, at, answerable, false, false));
    return states(by, timeline).getLast();
  }

  private Decision record(ToolCall call, PolicyState state, Decision decision) {
    long seq = events.size();
    Past now = timeline.getLast();
    JudgedCall judged =
        new JudgedCall(
            call,
            now.answerable()
                ? Optional.of(new MessageId(Long.toString(requests), true))
                : Optional.empty(),
            Optional.empty(),
            decision,
            now.at(),
            dryRun,
            decision instanceof Decision.Allow allow
                ? allow.duties().arguments()
                : Optional.empty());
    add(surface.event("run:" + seq, judged));
    made.add(new Made(seq, call, state, decision));
    boolean forwarded = decision instanceof Decision.Allow || dryRun;
    timeline.set(timeline.size() - 1, now.become(forwarded, false));
    return decision;
  }

  /** The agent calls, and the record is lost; the gate says so before the next one. */
  public void lostCall(ToolCall call) {
    arrives(call, policy, true);
    Past now = timeline.getLast();
    timeline.set(timeline.size() - 1, now.become(false, true));
    add("assay.evidence.gap", Json.object().put("count", 1).build());
  }

  /** Gives the states that another policy would have judged the recorded calls in. */
  public List<PolicyState> statesFor(Policy other) {
    List<PolicyState> all = states(other, timeline);
    List<PolicyState> recorded = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!timeline.get(i).lost()) {
        recorded.add(all.get(i));
      }
    }
    return recorded;
  }

  private static List<PolicyState> states(Policy policy, List<Past> timeline) {
    SessionLedger ledger = new SessionLedger(policy.sessionPlan());
    List<PolicyState> states = new ArrayList<>();
    for (Past past : timeline) {
      String tool = past.call().name();
      states.add(
          new PolicyState(past.requests(), states.size() + 1L, ledger.attempt(tool, past.at())));
      if (past.forwarded() && past.answerable()) {
        ledger.forwarded(tool);
      } else if (past.forwarded()) {
        ledger.notified(tool);
      }
    }
    return states;
  }

  /** The calls as a trace. */
  public String trace() {
    StringBuilder lines = new StringBuilder();
    for (Made one : made) {
      Json.Obj line =
          Json.object()
              .put("type", "tool_call")
              .put("tool", one.call().name())
              .put("args", one.call().arguments())
              .build();
      lines.append(JsonText.compact(line)).append('\n');
    }
    return lines.toString();
  }

  /** Gives what has seen every event once. */
  public ReplaySurvey survey() {
    ReplaySurvey survey = new ReplaySurvey(false);
    events.forEach(survey::add);
    return survey;
  }

  /** Begins a replay that has seen every event once. */
  public Replayer replayer(Optional<Policy> other, boolean traced) {
    ReplaySurvey survey = new ReplaySurvey(traced);
    events.forEach(survey::add);
    if (traced) {
      survey.openTrace(KEY);
      TraceReader reader = new TraceReader("trace", survey::take);
      byte[] text = trace().getBytes(StandardCharsets.UTF_8);
      reader.feed(text, 0, text.length);
      if (!(reader.finish() instanceof TraceReading.Read)) {
        throw new AssertionError("the trace is refused");
      }
    }
    return survey.replayer(other, FilesNow.AS_THEN);
  }

  /** Replays everything. */
  public Replayer replay(Optional<Policy> other, boolean traced) {
    Replayer replayer = replayer(other, traced);
    for (int seq = 0; seq < events.size(); seq++) {
      replayer.event(seq, events.get(seq));
    }
    return replayer;
  }

  /** Gives the session as a bundle. */
  public byte[] archive() {
    return archive(new MadeBundles());
  }

  /** Gives the session as a bundle of this run. */
  public byte[] archive(String run) {
    return archive(new MadeBundles(run));
  }

  private byte[] archive(MadeBundles bundle) {
    events.forEach(
        event ->
            bundle.with(
                event.string("type").orElseThrow(), null, event.object("data").orElseThrow()));
    return bundle.archive();
  }
}
