package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.core.replay.Answer;
import dev.assay.core.replay.ReplayReport;
import dev.assay.core.replay.Replayer;
import dev.assay.testkit.RecordedCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Laws of policies that decide together; {@code -Dassay.seed=N} repeats a run. */
class PolicySetPropertiesTest {
  private static final int SETS = 250;
  private static final int CALLS = 14;
  private static final long SEED = Long.getLong("assay.seed", 20_261_101L);

  /** A policy with what it counts of the session. */
  private record Member(PolicyEngine engine, SessionLedger ledger) {
    static Member of(Policy policy) {
      return new Member(new PolicyEngine(policy), new SessionLedger(policy.sessionPlan()));
    }

    Decision decide(ToolCall call, long count, Instant at) {
      return engine.decide(call, new PolicyState(count, count, ledger.attempt(call.name(), at)));
    }
  }

  private interface Law {
    void holds(Decision together, List<Decision> alone);
  }

  static Policy together(List<Policy> parts) {
    return switch (PolicySet.of(parts)) {
      case PolicyReading.Accepted(Policy policy) -> policy;
      case PolicyReading.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  /** Gives policies that can decide together; two with approvals cannot. */
  private static List<Policy> parts(PolicyGenerator g, long seed) {
    List<Policy> parts = some(g, seed);
    for (int i = 1; PolicySet.of(parts) instanceof PolicyReading.Refused; i++) {
      parts = some(g, seed + i);
    }
    return parts;
  }

  private static List<Policy> some(PolicyGenerator g, long seed) {
    List<Policy> parts = new ArrayList<>();
    parts.add(Policies.accepted(g.policy()));
    // policies that have nothing in common let hardly any call pass
    parts.add(seed % 2 == 0 ? parts.getFirst() : Policies.accepted(g.policy()));
    if (seed % 3 == 0) {
      parts.add(Policies.accepted(g.policy()));
    }
    return parts;
  }

  /** Follows a session: what is forwarded is what all let pass, for each of them alone, too. */
  private static void forAll(Law law) {
    for (long seed = SEED; seed < SEED + SETS; seed++) {
      PolicyGenerator g = new PolicyGenerator(seed);
      List<Policy> parts = parts(g, seed);
      Member set = Member.of(together(parts));
      List<Member> members = parts.stream().map(Member::of).toList();
      long at = 5_000_000;
      for (long count = 1; count <= CALLS; count++) {
        ToolCall call = g.call();
        at += g.step();
        Instant now = Instant.ofEpochMilli(at);
        long nth = count;
        Decision decision = set.decide(call, nth, now);
        List<Decision> alone = members.stream().map(m -> m.decide(call, nth, now)).toList();
        try {
          law.holds(decision, alone);
        } catch (AssertionError e) {
          throw new AssertionError("assay.seed=" + seed + " call " + call, e);
        }
        if (decision instanceof Decision.Allow) {
          set.ledger().forwarded(call.name());
          members.forEach(m -> m.ledger().forwarded(call.name()));
        }
      }
    }
  }

  private static boolean passes(Decision decision) {
    return decision instanceof Decision.Allow;
  }

  @Test
  void no_policy_widens_another() {
    long[] passed = {0};
    forAll(
        (together, alone) -> {
          if (passes(together)) {
            passed[0]++;
            assertThat(alone).allMatch(PolicySetPropertiesTest::passes);
          }
        });
    assertThat(passed[0]).isGreaterThan(SETS / 4);
  }

  /** What one redacted may not be what another wants; beyond that, nothing new denies. */
  @Test
  void a_call_that_every_policy_allows_passes() {
    forAll(
        (together, alone) -> {
          if (alone.stream().allMatch(PolicySetPropertiesTest::passes)) {
            assertThat(passes(together) || together.reason() == ReasonCode.E_REDACTION)
                .as("%s", together)
                .isTrue();
          }
        });
  }

  @Test
  void a_denial_names_a_policy_that_denies_and_has_its_reason() {
    Set<ReasonCode> reasons = EnumSet.noneOf(ReasonCode.class);
    forAll(
        (together, alone) -> {
          if (passes(together) || together.reason() == ReasonCode.E_REDACTION) {
            return;
          }
          reasons.add(together.reason());
          String entry = together.match().matchedRule();
          assertThat(entry).startsWith("policy ");
          int number = entry.charAt("policy ".length()) - '0';
          Decision its = alone.get(number - 1);
          assertThat(its).isInstanceOf(Decision.Deny.class);
          if (its.reason() == together.reason()) {
            String own = its.match().matchedRule();
            assertThat(entry).isEqualTo("policy " + number + (own.isEmpty() ? "" : ": " + own));
          }
        });
    assertThat(reasons).hasSizeGreaterThan(6);
  }

  @Test
  void the_order_of_the_policies_changes_no_outcome() {
    for (long seed = SEED; seed < SEED + SETS; seed++) {
      PolicyGenerator g = new PolicyGenerator(seed);
      List<Policy> parts = parts(g, seed);
      PolicyEngine one = new PolicyEngine(together(parts));
      PolicyEngine other = new PolicyEngine(together(parts.reversed()));
      for (int i = 0; i < CALLS; i++) {
        ToolCall call = g.call();
        PolicyState state = new PolicyState(1, 1);
        Decision first = one.decide(call, state);
        Decision second = other.decide(call, state);
        boolean redacted =
            first.reason() == ReasonCode.E_REDACTION || second.reason() == ReasonCode.E_REDACTION;
        assertThat(redacted || passes(first) == passes(second)).as("assay.seed=%d", seed).isTrue();
      }
    }
  }

  @Test
  void the_evidence_of_a_set_is_replayed_by_the_set_it_holds() {
    for (long seed = SEED; seed < SEED + SETS; seed++) {
      PolicyGenerator g = new PolicyGenerator(seed);
      RecordedCalls session = new RecordedCalls(together(parts(g, seed)), false);
      for (int i = 0; i < CALLS; i++) {
        session.call(g.call());
      }
      for (boolean traced : new boolean[] {false, true}) {
        ReplayReport report = session.replay(Optional.empty(), traced).report();
        assertThat(report.listed()).as("assay.seed=%d", seed).isEmpty();
        assertThat(report.groups()).as("assay.seed=%d", seed).isEmpty();
        assertThat(report.equal()).isEqualTo(CALLS);
      }
    }
  }

  /** What a rule said counts in whichever policy of the set it stands. */
  @Test
  void the_evidence_of_a_set_is_replayed_by_its_policies_in_another_order() {
    long decided = 0;
    for (long seed = SEED; seed < SEED + SETS; seed++) {
      PolicyGenerator g = new PolicyGenerator(seed);
      List<Policy> parts = parts(g, seed);
      RecordedCalls session = new RecordedCalls(together(parts), false);
      for (int i = 0; i < CALLS; i++) {
        session.call(g.call());
      }
      Policy other = together(parts.reversed());
      PolicyEngine engine = new PolicyEngine(other);
      List<PolicyState> states = session.statesFor(other);
      Replayer replayer = session.replayer(Optional.of(other), false);
      int next = 0;
      for (int seq = 0; seq < session.events.size(); seq++) {
        Optional<Answer> answer = replayer.event(seq, session.events.get(seq));
        if (answer.isEmpty()) {
          continue;
        }
        Decision expected = engine.decide(session.made.get(next).call(), states.get(next));
        next++;
        if (answer.get() instanceof Answer.Decided made) {
          decided++;
          assertThat(made.made().decision().reason())
              .as("assay.seed=%d", seed)
              .isEqualTo(expected.reason());
        }
      }
    }
    assertThat(decided).isGreaterThan(SETS * CALLS / 2);
  }

  @Test
  void the_digest_is_of_all_policies_in_their_order() {
    for (long seed = SEED; seed < SEED + SETS; seed++) {
      PolicyGenerator g = new PolicyGenerator(seed);
      Policy set = together(parts(g, seed));
      PolicyReading again = PolicyReader.readCanonical(set.canonicalForm(), "policy");
      assertThat(again).isInstanceOf(PolicyReading.Accepted.class);
      assertThat(((PolicyReading.Accepted) again).policy().digest()).isEqualTo(set.digest());
      assertThat(together(set.parts().reversed()).digest().equals(set.digest()))
          .isEqualTo(set.parts().reversed().equals(set.parts()));
      List<Policy> longer = new ArrayList<>(set.parts());
      longer.add(Policies.accepted("version: \"2.0\"\nname: another\n"));
      assertThat(together(longer).digest()).isNotEqualTo(set.digest());
    }
  }
}
