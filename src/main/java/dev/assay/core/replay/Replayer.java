package dev.assay.core.replay;

import dev.assay.core.json.Json;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReplay;
import dev.assay.core.policy.RecordedCall;
import dev.assay.core.policy.Redecision;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.policy.rule.PolicyRule;
import dev.assay.core.policy.rule.Site;
import dev.assay.core.policy.scope.FileSystemView;
import dev.assay.core.surface.ArgumentsDigest;
import dev.assay.core.surface.DecisionSurface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides the calls of a bundle again, event by event, and holds each decision against the record.
 * Each call is judged in the state that its session was in as recorded, whatever the policy would
 * have done to earlier calls. Made by {@link ReplaySurvey}; confined to one thread.
 */
public final class Replayer {
  /** How a call was decided. */
  private static final List<String> DECISION =
      Collections.unmodifiableList(
          Arrays.asList(
              "decision",
              "decision_origin",
              "decision_outcome_kind",
              "engine_code",
              "obligations",
              "reason_code",
              "typed_decision"));

  /** Which entry of its policy that rests on; another policy has other entries. */
  private static final List<String> ENTRY =
      Collections.unmodifiableList(
          Arrays.asList("match_basis", "matched_rule", "matched_tool_classes", "tool_classes"));

  private final Optional<Policy> other;
  private final Set<PolicyRule.RestsOn> same;
  private final RecordedPolicies policies;
  private final RecordedSession session;
  private final Optional<TraceIndex> trace;
  private final ReplayReport report = new ReplayReport();
  private final Map<String, Judge> judges = new HashMap<>();

  /**
   * What decides.
   *
   * @param other the policy; the recorded one without it
   * @param same what its rules may rest on and is as it was
   */
  record By(Optional<Policy> other, Set<PolicyRule.RestsOn> same) {}

  Replayer(By by, RecordedPolicies policies, RecordedSession session, Optional<TraceIndex> trace) {
    this.other = by.other();
    this.same = by.same();
    this.policies = policies;
    this.session = session;
    this.trace = trace;
  }

  /** Takes the next event and gives the answer to its call, if it is one. */
  public Optional<Answer> event(long seq, Json.Obj event) {
    Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
    return switch (event.string("type").orElse("")) {
      case RecordedSession.GAP -> {
        session.gap(data);
        yield Optional.empty();
      }
      case RecordedDecision.TYPE -> Optional.of(call(seq, data));
      default -> Optional.empty();
    };
  }

  private Answer call(long seq, Json.Obj data) {
    session.call(data.get("request_id") != null);
    Optional<RecordedDecision> decision = RecordedDecision.read(data);
    Optional<Judge> judge = judge(decision);
    judges.values().forEach(any -> any.memory().attempt(data));
    Answer answer =
        decision.isPresent()
            ? decide(decision.get(), judge)
            : new Answer.NotDecided(data.string("tool").orElse(""), NotReplayable.RECORD_UNKNOWN);
    switch (answer) {
      case Answer.NotDecided(_, NotReplayable why) -> report.notReplayable(seq, why);
      case Answer.Decided decided -> compare(seq, decision.orElseThrow(), decided.made());
    }
    judges.values().forEach(any -> any.memory().decided(data));
    if (decision.flatMap(RecordedDecision::denial).isPresent()
        && decision.get().reason().isAboutIdentity()) {
      session.spentNothing();
    }
    return answer;
  }

  /** What decides calls of one recorded policy, and what that needs to know of the session. */
  private record Judge(PolicyReplay replay, SessionMemory memory) {}

  /** Gives what decides a call again; empty when there is no policy to decide it by. */
  private Optional<Judge> judge(Optional<RecordedDecision> record) {
    if (record.isEmpty()) {
      return Optional.empty();
    }
    String digest = record.get().policyDigest();
    return switch (policies.of(digest)) {
      case RecordedPolicies.Found.Here(Policy recorded) ->
          Optional.of(
              judges.computeIfAbsent(
                  digest, _ -> judge(other.orElse(recorded), Optional.of(recorded))));
      case RecordedPolicies.Found.Missing _ ->
          other.map(policy -> judges.computeIfAbsent("", _ -> judge(policy, Optional.empty())));
    };
  }

  /** A judge that comes later has not seen the calls before it. */
  private Judge judge(Policy policy, Optional<Policy> recorded) {
    return new Judge(
        new PolicyReplay(policy, recorded, site(), same),
        new SessionMemory(policy.sessionPlan(), session.isWhole() && session.isFirstCall()));
  }

  private Answer decide(RecordedDecision record, Optional<Judge> judge) {
    if (judge.isEmpty()) {
      return new Answer.NotDecided(
          record.tool(),
          policies.of(record.policyDigest()) instanceof RecordedPolicies.Found.Missing missing
              ? missing.why()
              : NotReplayable.POLICY_NOT_RECORDED);
    }
    SessionMemory memory = judge.get().memory();
    Brought brought = arguments(record, judge.get().replay());
    RecordedCall call =
        new RecordedCall(
            record.tool(),
            brought.arguments(),
            session.least().knowing(memory.facts()),
            session.most().knowing(memory.facts()),
            memory.isWhole() && session.isWhole(),
            record.denial());
    return switch (judge.get().replay().decide(call)) {
      case Redecision.Undecidable(Redecision.Obstacle obstacle) ->
          new Answer.NotDecided(record.tool(), why(obstacle, brought));
      case Redecision.Decided decided -> new Answer.Decided(record.tool(), decided);
    };
  }

  /** The files of then are gone; the key of then is here when a trace is. */
  private Site site() {
    return trace.map(index -> new Site(FileSystemView.NONE, index.key())).orElse(Site.TRIAL);
  }

  /** The arguments that a trace brings for a call, or why it brings none. */
  private record Brought(Optional<Json.Obj> arguments, Optional<NotReplayable> why) {
    private static final Brought NOT_ASKED = new Brought(Optional.empty(), Optional.empty());

    static Brought nothing(NotReplayable why) {
      return new Brought(Optional.empty(), Optional.of(why));
    }
  }

  private Brought arguments(RecordedDecision record, PolicyReplay replay) {
    Json.Arr forms = replay.argumentForms(record.tool());
    if (trace.isEmpty() || forms.items().isEmpty()) {
      return Brought.NOT_ASKED;
    }
    return switch (trace.get().find(record.tool(), record.argumentsDigest())) {
      case TraceIndex.Binding.NotBound(NotReplayable why) -> Brought.nothing(why);
      case TraceIndex.Binding.Bound bound ->
          bound.covered() && !ArgumentsDigest.isNamedIn(forms)
              ? new Brought(Optional.of(bound.arguments()), Optional.empty())
              : Brought.nothing(NotReplayable.NOT_COVERED);
    };
  }

  private static NotReplayable why(Redecision.Obstacle obstacle, Brought brought) {
    return switch (obstacle) {
      case ARGUMENTS -> brought.why().orElse(NotReplayable.ARGUMENTS_NOT_RECORDED);
      case NOT_ASKED -> brought.why().orElse(NotReplayable.RULE_NOT_ASKED);
      case SESSION -> NotReplayable.SESSION_UNKNOWN;
      case MOMENT -> NotReplayable.MOMENT_UNKNOWN;
      case REASON -> NotReplayable.INTERNAL_ERROR;
    };
  }

  private void compare(long seq, RecordedDecision record, Redecision.Decided decided) {
    Decision decision = decided.decision();
    Json.Obj now = DecisionSurface.decided(decision, record.dryRun());
    List<String> members = new ArrayList<>(changed(DECISION, record.data(), now));
    // a name that is no tool's is escaped on record, and what it matched may be another entry
    boolean sameEntries = other.isEmpty() || isRecorded(other.get(), record);
    if (sameEntries && NamePattern.isName(record.tool())) {
      members.addAll(changed(ENTRY, record.data(), now));
    }
    if (members.isEmpty()) {
      report.equal(decided.basis());
      return;
    }
    report.different(
        new Difference(
            seq,
            record.tool(),
            new Difference.Said(record.denial().isEmpty(), record.reason()),
            new Difference.Said(decision instanceof Decision.Allow, decision.reason()),
            members,
            decided.where(),
            decided.basis()));
  }

  private static boolean isRecorded(Policy policy, RecordedDecision record) {
    return policy.digest().equals(record.policyDigest());
  }

  private static List<String> changed(List<String> names, Json.Obj then, Json.Obj now) {
    List<String> changed = new ArrayList<>();
    for (String name : names) {
      Json recorded = then.get(name) == Json.Null.NULL ? null : then.get(name);
      if (!Objects.equals(recorded, now.get(name))) {
        changed.add(name);
      }
    }
    return changed;
  }

  /** Gives what was found so far. */
  public ReplayReport report() {
    return report;
  }

  /** Gives how many calls the trace has, and how many of them are of recorded calls. */
  public Optional<TraceUse> traceUse() {
    return trace.map(index -> new TraceUse(index.calls(), index.bound()));
  }
}
