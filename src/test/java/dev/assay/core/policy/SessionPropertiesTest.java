package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.SupposedSession.Past;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.core.policy.session.UnmetSequence;
import dev.assay.testkit.Vectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Laws of whole sessions: what is forwarded is what the engine let pass, call after call. {@code
 * -Dassay.seed=N} repeats a run.
 */
class SessionPropertiesTest {
  private static final int SESSIONS = 200;
  private static final int CALLS = 40;
  private static final long SEED = Long.getLong("assay.seed", 20_260_301L);

  /** A session that was decided: its policy, its calls, its ledger at the end. */
  private record Run(Json.Obj policy, List<Past> past, SessionLedger ledger) {}

  private static Run run(Json.Obj document, List<Past> attempts, boolean compare) {
    Policy policy = Policies.accepted(document);
    PolicyEngine engine = new PolicyEngine(policy);
    SessionLedger ledger = new SessionLedger(policy.sessionPlan());
    List<Past> past = new ArrayList<>();
    for (Past attempt : attempts) {
      ToolCall call = new ToolCall(attempt.tool(), Json.Obj.EMPTY);
      Instant now = Instant.ofEpochMilli(attempt.atMillis());
      long count = past.size() + 1L;
      Decision decision =
          engine.decide(call, new PolicyState(count, count, ledger.attempt(call.name(), now)));
      boolean forwarded = decision instanceof Decision.Allow;
      if (compare) {
        SupposedSession before = new SupposedSession(past, count, attempt.atMillis());
        assertThat(ReferencePolicyEngine.describe(decision))
            .isEqualTo(new ReferencePolicyEngine(document).decide(call, before));
      }
      past.add(new Past(attempt.tool(), attempt.atMillis(), forwarded, attempt.answerable()));
      past.getLast().tell(ledger);
    }
    return new Run(document, past, ledger);
  }

  private static List<Past> attempts(PolicyGenerator g) {
    List<Past> attempts = new ArrayList<>();
    long at = 5_000_000;
    for (int i = 0; i < CALLS; i++) {
      attempts.add(new Past(g.tool(), at, false, (at + i) % 3 != 0));
      at += g.step();
    }
    return attempts;
  }

  private interface Law {
    void holds(Json.Obj policy, List<Past> attempts, PolicyGenerator g);
  }

  private static void forAll(Law law) {
    for (int i = 0; i < SESSIONS; i++) {
      PolicyGenerator g = new PolicyGenerator(SEED + i);
      Json.Obj policy = g.policy();
      List<Past> attempts = attempts(g);
      try {
        law.holds(policy, attempts, g);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("assay.seed=" + (SEED + i) + " " + policy + " " + attempts, e);
      }
    }
  }

  @Test
  void every_call_of_a_session_equals_the_reference_engine() {
    forAll((policy, attempts, _) -> run(policy, attempts, true));
  }

  @Test
  void findings_at_the_end_equal_the_reference() {
    List<Integer> found = new ArrayList<>();
    forAll(
        (policy, attempts, _) -> {
          Run run = run(policy, attempts, false);
          List<String> unmet = run.ledger.findings().stream().map(UnmetSequence::id).toList();
          found.add(unmet.size());
          assertThat(unmet).isEqualTo(new ReferenceSession(policy, run.past, 0).unmet());
        });
    assertThat(found).contains(0, 1);
  }

  @Test
  void the_same_session_is_decided_the_same_again() {
    forAll(
        (policy, attempts, _) ->
            assertThat(run(policy, attempts, false).past)
                .isEqualTo(run(policy, attempts, false).past));
  }

  @Test
  void a_clock_that_is_set_back_never_lets_more_through() {
    forAll(
        (policy, attempts, g) -> {
          int from = new Random(attempts.size()).nextInt(attempts.size());
          List<Past> set = new ArrayList<>(attempts);
          for (int i = from; i < set.size(); i++) {
            Past late = set.get(i);
            set.set(
                i, new Past(late.tool(), late.atMillis() - 3_600_000, false, late.answerable()));
          }
          Json.Obj rates = onlyRates(policy);
          List<Past> straight = run(rates, attempts, false).past;
          List<Past> back = run(rates, set, false).past;
          for (int i = 0; i < back.size(); i++) {
            assertThat(straight.get(i).forwarded() || !back.get(i).forwarded()).isTrue();
          }
        });
  }

  /** Without sequences, where a call that is denied may well be what lets another pass. */
  private static Json.Obj onlyRates(Json.Obj policy) {
    return Json.object()
        .put("version", "2.0")
        .put("enforcement", Json.object().put("unconstrained_tools", "allow").build())
        .put("limits", policy.get("limits"))
        .build();
  }

  @Test
  void no_span_of_a_rate_holds_more_calls_than_it_may() {
    Random random = new Random(SEED);
    for (int round = 0; round < 60; round++) {
      int calls = 1 + random.nextInt(40);
      long per = 1 + random.nextInt(300);
      Json.Obj policy =
          object(
              "{\"version\":\"2.0\",\"tools\":{},\"enforcement\":{\"unconstrained_tools\":\"allow\"},"
                  + "\"limits\":{\"rate\":{\"calls\":%d,\"per\":\"%dms\"}}}".formatted(calls, per));
      List<Past> attempts = new ArrayList<>();
      long at = 0;
      for (int i = 0; i < 300; i++) {
        attempts.add(new Past("t", at, false));
        at += random.nextInt(4) == 0 ? random.nextInt((int) (2 * per)) : random.nextInt(6);
      }
      List<Long> passed =
          run(policy, attempts, true).past.stream()
              .filter(Past::forwarded)
              .map(Past::atMillis)
              .toList();
      assertThat(passed).isNotEmpty();
      for (int i = calls; i < passed.size(); i++) {
        assertThat(passed.get(i) - passed.get(i - calls)).isGreaterThanOrEqualTo(per);
      }
    }
  }

  @Test
  void facts_of_another_policy_deny() {
    Policy counted =
        Policies.accepted(
            object(
                "{\"version\":\"2.0\",\"sequences\":[{\"id\":\"a\",\"max_calls\":{\"tool\":\"t\",\"count\":1}}]}"));
    Policy other = Policies.accepted(object("{\"version\":\"2.0\"}"));
    SessionLedger ledger = new SessionLedger(other.sessionPlan());
    PolicyState state = new PolicyState(1, 1, ledger.attempt("t", Instant.EPOCH));
    Decision decision = new PolicyEngine(counted).decide(new ToolCall("t", Json.Obj.EMPTY), state);
    assertThat(decision.reason()).isEqualTo(ReasonCode.S_INTERNAL_ERROR);
  }

  @Test
  void names_that_no_tool_has_count_only_where_all_calls_count() {
    Json.Obj policy =
        object(
            "{\"version\":\"2.0\",\"tools\":{},\"limits\":{\"per_tool\":{\"*\":{\"max_calls\":3}},"
                + "\"rate\":{\"calls\":20,\"per\":\"1h\"}}}");
    List<Past> attempts = new ArrayList<>();
    IntStream.range(0, 18).forEach(i -> attempts.add(new Past("no tool " + i, i, false)));
    attempts.add(new Past("t", 18, false));
    attempts.add(new Past("t", 19, false));
    attempts.add(new Past("t", 20, false));
    List<Boolean> passed = run(policy, attempts, true).past.stream().map(Past::forwarded).toList();
    assertThat(passed.subList(18, 21)).containsExactly(true, true, false);
  }

  private static Json.Obj object(String text) {
    return (Json.Obj) Vectors.parse(text);
  }
}
