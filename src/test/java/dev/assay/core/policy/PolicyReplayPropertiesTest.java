package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.compare.Bucket;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.document.NamePattern;
import dev.assay.core.replay.Difference;
import dev.assay.core.replay.NotReplayable;
import dev.assay.core.replay.PolicyComparison;
import dev.assay.core.replay.ReplayReport;
import dev.assay.core.replay.Replayer;
import dev.assay.core.surface.DecisionSurface;
import dev.assay.testkit.RecordedCalls;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Laws of replay over random sessions; {@code -Dassay.seed=N} repeats a run. */
class PolicyReplayPropertiesTest {
  private static final int SESSIONS = 150;
  private static final int CALLS = 10;
  private static final long SEED = Long.getLong("assay.seed", 20_260_301L);

  private interface Law {
    void holds(RecordedCalls session, Json.Obj policy, PolicyGenerator g);
  }

  /** Whether every call of a session is on record. */
  private enum Kept {
    EVERYTHING,
    NOT_EVERY_CALL
  }

  private static void forAll(Kept kept, Law law) {
    for (int p = 0; p < SESSIONS; p++) {
      PolicyGenerator g = new PolicyGenerator(SEED + p);
      Json.Obj policy = g.policy();
      RecordedCalls session = new RecordedCalls(Policies.accepted(policy), p % 3 == 0);
      for (int c = 0; c < CALLS; c++) {
        if ((SEED + p + c) % 4 == 0) {
          session.otherRequest();
        }
        if (kept == Kept.NOT_EVERY_CALL && (SEED + p + c) % 5 == 0) {
          session.lostCall(g.call());
        }
        if ((SEED + p + c) % 6 == 0) {
          session.notified(g.call());
        } else {
          session.call(g.call());
        }
      }
      try {
        law.holds(session, policy, g);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("assay.seed=" + (SEED + p) + " policy " + policy, e);
      }
    }
  }

  @Test
  void a_session_replayed_by_its_own_policy_is_equal_throughout() {
    for (Kept kept : Kept.values()) {
      for (boolean traced : new boolean[] {false, true}) {
        forAll(
            kept,
            (session, _, _) -> {
              ReplayReport report = session.replay(Optional.empty(), traced).report();
              assertThat(report.listed()).isEmpty();
              assertThat(report.groups()).isEmpty();
              assertThat(report.equal()).isEqualTo(CALLS);
            });
      }
    }
  }

  @Test
  void whatever_is_decided_again_is_what_the_engine_would_have_decided() {
    for (Kept kept : Kept.values()) {
      for (boolean traced : new boolean[] {false, true}) {
        Set<NotReplayable> reasons = EnumSet.noneOf(NotReplayable.class);
        long[] decided = {0};
        forAll(
            kept,
            (session, _, g) -> {
              Policy other = Policies.accepted(g.policy());
              decided[0] += check(session, other, traced, reasons);
            });
        // most are decided: a replay that gives up on everything would satisfy the law, too
        assertThat(decided[0]).isGreaterThan(SESSIONS * CALLS / 3);
        Set<NotReplayable> expected =
            EnumSet.of(NotReplayable.SESSION_UNKNOWN, NotReplayable.MOMENT_UNKNOWN);
        if (!traced) {
          expected.add(NotReplayable.ARGUMENTS_NOT_RECORDED);
          expected.add(NotReplayable.RULE_NOT_ASKED);
        }
        assertThat(expected).containsAll(reasons);
        assertThat(reasons).contains(NotReplayable.SESSION_UNKNOWN);
      }
    }
  }

  /** Follows the report call by call and gives how many were decided. */
  private static long check(
      RecordedCalls session, Policy other, boolean traced, Set<NotReplayable> reasons) {
    PolicyEngine engine = new PolicyEngine(other);
    List<PolicyState> states = session.statesFor(other);
    Replayer replayer = session.replayer(Optional.of(other), traced);
    int next = 0;
    for (int seq = 0; seq < session.events.size(); seq++) {
      ReplayReport report = replayer.report();
      long equal = report.equal();
      long different = report.different();
      replayer.event(seq, session.events.get(seq));
      if (next == session.made.size() || session.made.get(next).seq() != seq) {
        continue;
      }
      RecordedCalls.Made made = session.made.get(next++);
      Decision expected = engine.decide(made.call(), states.get(next - 1));
      if (report.equal() > equal) {
        assertThat(expected.reason()).isEqualTo(made.decision().reason());
        assertThat(expected.typed()).isEqualTo(made.decision().typed());
      } else if (report.different() > different) {
        Difference difference = report.listed().getLast();
        assertThat(difference.now())
            .isEqualTo(new Difference.Said(expected instanceof Decision.Allow, expected.reason()));
        assertThat(difference.then().reason()).isEqualTo(made.decision().reason());
      }
    }
    reasons.addAll(replayer.report().groups().keySet());
    return replayer.report().equal() + replayer.report().different();
  }

  @Test
  void two_policies_differ_over_a_bundle_as_their_engines_do() {
    long[] decided = {0};
    forAll(
        Kept.EVERYTHING,
        (session, policy, g) -> {
          Policy before = Policies.accepted(policy);
          Policy after = Policies.accepted(g.policy());
          PolicyComparison comparison = session.survey().comparison(before, after);
          List<PolicyState> states = session.statesFor(after);
          Map<Bucket, Long> counts = new EnumMap<>(Bucket.class);
          int next = 0;
          for (int seq = 0; seq < session.events.size(); seq++) {
            long undecided = comparison.notDecidable();
            comparison.event(seq, session.events.get(seq));
            if (next < session.made.size() && session.made.get(next).seq() == seq) {
              RecordedCalls.Made made = session.made.get(next);
              Decision now = new PolicyEngine(after).decide(made.call(), states.get(next));
              if (comparison.notDecidable() == undecided) {
                counts.merge(Bucket.of(made.decision(), now), 1L, Long::sum);
              }
              next++;
            }
          }
          long sum = comparison.counts().values().stream().mapToLong(Long::longValue).sum();
          assertThat(sum + comparison.notDecidable()).isEqualTo(CALLS);
          for (Bucket bucket : List.of(Bucket.STRICTER, Bucket.LOOSER, Bucket.RECLASSIFIED)) {
            assertThat(comparison.counts().get(bucket)).isEqualTo(counts.getOrDefault(bucket, 0L));
          }
          decided[0] += sum;
        });
    assertThat(decided[0]).isGreaterThan(SESSIONS * CALLS / 3);
  }

  @Test
  void one_more_deny_gives_exactly_those_differences() {
    forAll(
        Kept.EVERYTHING,
        (session, policy, _) -> {
          Optional<String> denied =
              session.made.stream()
                  .map(made -> made.call().name())
                  .filter(NamePattern::isName)
                  .findFirst();
          List<String> deny = new ArrayList<>();
          Json.Obj tools = policy.object("tools").orElseThrow();
          if (tools.get("deny") instanceof Json.Arr list) {
            list.items().forEach(item -> deny.add(((Json.Str) item).value()));
          }
          deny.add(denied.orElseThrow());
          Policy stricter =
              Policies.accepted(
                  with(policy, "tools", with(tools, "deny", Json.Arr.ofStrings(deny))));
          PolicyEngine engine = new PolicyEngine(stricter);
          List<Long> expected = new ArrayList<>();
          List<PolicyState> states = session.statesFor(stricter);
          for (RecordedCalls.Made made : session.made) {
            Decision now = engine.decide(made.call(), states.get(session.made.indexOf(made)));
            if (now.reason() != made.decision().reason()) {
              expected.add(made.seq());
            }
          }
          ReplayReport report = session.replay(Optional.of(stricter), false).report();
          assertThat(report.groups().keySet()).isEmpty();
          assertThat(report.listed()).extracting(Difference::seq).isEqualTo(expected);
        });
  }

  @Test
  void a_record_with_another_answer_than_its_policy_gives_is_different() {
    forAll(
        Kept.EVERYTHING,
        (session, _, _) -> {
          RecordedCalls.Made made = session.made.getLast();
          int seq = (int) made.seq();
          Json.Obj event = session.events.get(seq);
          Json.Obj data = event.object("data").orElseThrow();
          String said = data.string("decision").orElseThrow();
          String other = said.equals("allow") ? "deny" : "allow";
          session.events.set(seq, with(event, "data", with(data, "decision", new Json.Str(other))));
          ReplayReport report = session.replay(Optional.empty(), true).report();
          assertThat(report.listed())
              .singleElement()
              .satisfies(d -> assertThat(d.members()).contains("decision"));
        });
  }

  @Test
  void the_members_compared_are_those_of_the_record() {
    forAll(
        Kept.EVERYTHING,
        (session, _, _) -> {
          for (RecordedCalls.Made made : session.made) {
            Json.Obj data = session.events.get((int) made.seq()).object("data").orElseThrow();
            boolean dryRun = data.string("mode").orElseThrow().equals("dry_run");
            DecisionSurface.decided(made.decision(), dryRun)
                .members()
                .forEach((name, value) -> assertThat(data.get(name)).as(name).isEqualTo(value));
          }
        });
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  @Test
  void arguments_of_another_tool_are_not_taken() {
    RecordedCalls session =
        new RecordedCalls(Policies.accepted("version: \"2.0\"\ntools: {allow: [a]}\n"), false);
    session.call(new ToolCall("a", Json.Obj.EMPTY));
    Policy other = Policies.accepted("version: \"2.0\"\nschemas: {a: {required: [q]}}\n");
    ReplayReport report = session.replay(Optional.of(other), true).report();
    assertThat(report.different(Difference.Change.STRICTER)).isEqualTo(1);
    RecordedCalls foreign =
        new RecordedCalls(Policies.accepted("version: \"2.0\"\ntools: {allow: [a]}\n"), false);
    foreign.call(new ToolCall("a", Json.Obj.EMPTY));
    foreign.made.set(
        0,
        new RecordedCalls.Made(
            0,
            new ToolCall("b", Json.Obj.EMPTY),
            foreign.made.getFirst().state(),
            foreign.made.getFirst().decision()));
    assertThat(foreign.replay(Optional.of(other), true).report().groups())
        .containsOnlyKeys(NotReplayable.NOT_IN_TRACE);
  }
}
