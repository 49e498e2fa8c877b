package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Laws of the engine over random policies; {@code -Dassay.seed=N} repeats a run. */
class PolicyEnginePropertiesTest {
  private static final int POLICIES = 150;
  private static final int CALLS = 12;
  private static final long SEED = Long.getLong("assay.seed", 20_260_101L);

  /** One policy, one engine for it, one call in a state. */
  private record Sample(
      Json.Obj policy,
      PolicyEngine engine,
      ToolCall call,
      SupposedSession session,
      PolicyGenerator g) {
    PolicyState state() {
      return stateUnder(engine.policy());
    }

    PolicyState stateUnder(Policy other) {
      return session.stateFor(other, call.name());
    }

    Decision decision() {
      return engine.decide(call, state());
    }

    List<String> list(String name) {
      Json list = policy.object("tools").orElseThrow().get(name);
      return list == null
          ? List.of()
          : ((Json.Arr) list).items().stream().map(i -> ((Json.Str) i).value()).toList();
    }

    boolean isListed(String name) {
      return list(name).stream().anyMatch(p -> ReferencePolicyEngine.like(p, call.name()))
          || engine.policy().classesOf(call.name()).stream()
              .anyMatch(list(name + "_classes")::contains);
    }

    boolean hasAllowList() {
      Json.Obj tools = policy.object("tools").orElseThrow();
      return tools.get("allow") != null || tools.get("allow_classes") != null;
    }
  }

  private interface Law {
    void holds(Sample sample);
  }

  private static void forAll(Law law) {
    for (int p = 0; p < POLICIES; p++) {
      PolicyGenerator g = new PolicyGenerator(SEED + p);
      Json.Obj policy = g.policy();
      PolicyEngine engine = new PolicyEngine(Policies.accepted(policy));
      for (int c = 0; c < CALLS; c++) {
        Sample sample = new Sample(policy, engine, g.call(), g.session(), g);
        try {
          law.holds(sample);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError(
              "assay.seed=" + (SEED + p) + " policy " + policy + " call " + sample.call, e);
        }
      }
    }
  }

  @Test
  void equals_the_reference_engine() {
    Set<ReasonCode> seen = EnumSet.noneOf(ReasonCode.class);
    forAll(
        s -> {
          Decision decision = s.decision();
          seen.add(decision.reason());
          assertThat(ReferencePolicyEngine.describe(decision))
              .isEqualTo(new ReferencePolicyEngine(s.policy).decide(s.call, s.session));
        });
    assertThat(EnumSet.complementOf(EnumSet.copyOf(seen)))
        .filteredOn(reason -> !reason.isAboutIdentity()) // ToolIdentityRulesTest has all of those
        .filteredOn(reason -> !isPrivileged(reason)) // and PrivilegedPropertiesTest those
        .containsExactly(ReasonCode.S_INTERNAL_ERROR);
  }

  private static boolean isPrivileged(ReasonCode reason) {
    return reason.name().startsWith("E_PRIVILEGED_") || reason.name().startsWith("E_MANIFEST_");
  }

  /** Whatever is decided: a dry run sends by it what it does not deny. */
  @Test
  void what_may_be_sent_is_what_the_reference_redacts() {
    int[] changed = {0};
    int[] impossible = {0};
    forAll(
        s -> {
          Optional<Json.Obj> sent = s.engine.sent(s.call);
          assertThat(sent).isEqualTo(ReferenceDuties.sent(s.policy, s.call));
          changed[0] += sent.isPresent() && !sent.get().equals(s.call.arguments()) ? 1 : 0;
          impossible[0] += sent.isEmpty() ? 1 : 0;
        });
    assertThat(changed[0]).isPositive();
    assertThat(impossible[0]).isPositive();
  }

  @Test
  void deny_wins_over_allow() {
    forAll(
        s -> {
          if (s.isListed("deny")) {
            assertThat(s.decision()).isInstanceOf(Decision.Deny.class);
          }
        });
  }

  @Test
  void allowed_only_if_something_allows() {
    forAll(
        s -> {
          if (s.decision() instanceof Decision.Allow) {
            assertThat(!s.hasAllowList() || s.isListed("allow")).isTrue();
          }
        });
  }

  @Test
  void denied_by_default() {
    forAll(
        s -> {
          if (s.hasAllowList() && !s.isListed("allow")) {
            assertThat(s.decision()).isInstanceOf(Decision.Deny.class);
          }
        });
  }

  @Test
  void rule_order_does_not_matter() {
    forAll(
        s -> {
          Policy other = Policies.accepted(s.g.shuffled(s.policy));
          Decision decision = new PolicyEngine(other).decide(s.call, s.stateUnder(other));
          // what would be accepted is told in the order of the document
          assertThat(ReferencePolicyEngine.describe(decision))
              .isEqualTo(ReferencePolicyEngine.describe(s.decision()));
        });
  }

  @Test
  void adding_a_deny_never_allows() {
    forAll(
        s -> {
          List<String> deny = new ArrayList<>(s.list("deny"));
          deny.add(s.g.pattern());
          Json.Obj tools =
              with(s.policy.object("tools").orElseThrow(), "deny", Json.Arr.ofStrings(deny));
          PolicyEngine stricter =
              new PolicyEngine(Policies.accepted(with(s.policy, "tools", tools)));
          if (s.decision() instanceof Decision.Deny) {
            assertThat(stricter.decide(s.call, s.stateUnder(stricter.policy())))
                .isInstanceOf(Decision.Deny.class);
          }
        });
  }

  @Test
  void an_erroring_rule_denies() {
    forAll(
        s -> {
          Decision nameless =
              s.engine.decide(new ToolCall(null, Json.Obj.EMPTY), new PolicyState(0, 0));
          assertThat(nameless.reason()).isEqualTo(ReasonCode.S_INTERNAL_ERROR);
          assertThat(nameless).isInstanceOf(Decision.Deny.class);
          Decision stateless = s.engine.decide(s.call, null);
          assertThat(stateless.reason()).isEqualTo(ReasonCode.S_INTERNAL_ERROR);
        });
  }

  @Test
  void explaining_ends_in_the_decision() {
    forAll(
        s -> {
          Explanation explanation = s.engine.explain(s.call, s.state());
          assertThat(explanation.decision()).isEqualTo(s.decision());
          boolean denied = explanation.steps().getLast().word().equals("denies");
          assertThat(denied).isEqualTo(s.decision() instanceof Decision.Deny);
        });
  }

  @Test
  void deciding_twice_gives_the_same() {
    forAll(s -> assertThat(s.decision()).isEqualTo(s.decision()));
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }
}
