package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Published decision vectors; origin in {@code vectors/policy/README.md}. What a case recommends
 * goes before what it expects; {@link #OVERRIDES} says where we do something else, and {@code
 * docs/explanation/differences.md} says why.
 */
class PolicyDecisionVectorsTest {
  private static final String FILE = "policy/decisions.json";

  /** What we do instead of what a case says. */
  private enum Ours {
    /** The policy is refused at load, for sections that are not yet enforced and nothing else. */
    NOT_YET_ENFORCED,
    /** The policy is refused at load, for a contract that cannot mean anything. */
    REFUSED,
    /** What the engine only notes is a deny: a duty that is not met stops the call. */
    UNMET_DUTY_DENIES,
    /** The decision holds; the denied tool is the one that was called. */
    REAL_TOOL_NAME,
    /** The decision holds; who delegated the call is not part of it. */
    NO_DELEGATION
  }

  private static final Map<String, Ours> OVERRIDES = overrides();

  private static Map<String, Ours> overrides() {
    Map<String, Ours> overrides = new LinkedHashMap<>();
    for (int i : new int[] {3, 4, 5, 11, 14}) {
      overrides.put("obl-%03d".formatted(i), Ours.UNMET_DUTY_DENIES);
    }
    for (int i : new int[] {6, 8, 12, 13}) {
      overrides.put("obl-%03d".formatted(i), Ours.REFUSED);
    }
    overrides.put("obl-015", Ours.NO_DELEGATION);
    overrides.put("limit-001", Ours.REAL_TOOL_NAME);
    return overrides;
  }

  @TestFactory
  Stream<DynamicTest> every_case_decides_as_stated() {
    return Vectors.cases(FILE, "cases").stream()
        .map(c -> dynamicTest(id(c), () -> check(c, OVERRIDES.get(id(c)))));
  }

  @Test
  void every_override_names_a_case_and_a_line_of_the_differences() throws Exception {
    List<String> ids = Vectors.cases(FILE, "cases").stream().map(c -> id(c)).toList();
    assertThat(ids).hasSize(88).containsAll(OVERRIDES.keySet());
    String differences = Files.readString(Path.of("docs/explanation/differences.md"));
    assertThat(OVERRIDES.keySet())
        .allSatisfy(id -> assertThat(differences).contains("`" + id + "`"));
  }

  private static String id(Json.Obj vector) {
    return vector.string("id").orElseThrow();
  }

  private static void check(Json.Obj vector, Ours ours) {
    Json.Obj recommended = vector.object("recommended").orElse(Json.Obj.EMPTY);
    PolicyReading reading = Policies.read(vector.get("policy"));
    if (ours == Ours.NOT_YET_ENFORCED) {
      assertThat(Policies.codes(Policies.problems(reading)))
          .containsExactly("policy.not_yet_enforced");
      return;
    }
    String load = recommended.string("load").orElse("ok");
    if (load.equals("reject") || ours == Ours.REFUSED) {
      List<Problem> problems = Policies.problems(reading);
      assertThat(problems).isNotEmpty();
      recommended
          .string("lint_code")
          .ifPresent(code -> assertThat(Policies.codes(problems)).containsExactly(code));
      return;
    }
    assertThat(reading).isInstanceOf(PolicyReading.Accepted.class);
    Policy policy = ((PolicyReading.Accepted) reading).policy();
    recommended
        .string("lint_code")
        .ifPresent(code -> assertThat(Policies.codes(policy.warnings())).contains(code));
    decideAll(vector, recommended, new PolicyEngine(policy), ours);
  }

  private static void decideAll(
      Json.Obj vector, Json.Obj recommended, PolicyEngine engine, Ours ours) {
    int count = 0;
    for (Json.Obj call : Vectors.objects(vector.get("calls"))) {
      count++;
      ToolCall toolCall =
          new ToolCall(
              call.string("tool").orElseThrow(), call.object("arguments").orElse(Json.Obj.EMPTY));
      Decision decision = engine.decide(toolCall, Sightings.state(count, Sightings.ofVector(call)));
      count -= decision.reason().isAboutIdentity() ? 1 : 0; // spends nothing
      Json.Obj expected = call.object("expect").orElseThrow();
      if (recommended.string("decision").isPresent()) {
        assertThat(kind(decision)).isEqualTo(recommended.string("decision").orElseThrow());
        assertThat(code(decision)).isEqualTo(recommended.string("code").orElse(""));
      } else if (ours == Ours.UNMET_DUTY_DENIES && isUnmet(expected)) {
        assertThat(((Decision.Deny) decision).explanation()).isEqualTo(unmet(expected));
      } else {
        compare(decision, expected);
      }
      if (ours == Ours.REAL_TOOL_NAME && expected.string("denied_tool").isPresent()) {
        assertThat(decision.match().matchedRule()).isEqualTo("limits.max_tool_calls_total");
      } else {
        assertThat(expected.get("denied_tool")).isNull();
      }
      assertThat(expected.get("delegated_from") != null).isEqualTo(delegates(ours, expected));
    }
  }

  private static boolean isUnmet(Json.Obj expected) {
    return (expected.get("obligation_types") instanceof Json.Arr types
            && types.items().contains(new Json.Str("approval_required")))
        || expected.string("scope_evaluation_state").orElse("matched").equals("mismatch")
        || expected.string("redaction_applied_state").orElse("applied").equals("not_applied");
  }

  private static String unmet(Json.Obj expected) {
    if (expected.get("obligation_types") instanceof Json.Arr types
        && types.items().contains(new Json.Str("approval_required"))) {
      return "missing approval";
    }
    return expected
        .string("scope_failure_reason")
        .or(() -> expected.string("redaction_failure_reason"))
        .orElse("scope_target_mismatch")
        .replace('_', ' ');
  }

  private static boolean delegates(Ours ours, Json.Obj expected) {
    return ours == Ours.NO_DELEGATION && expected.get("delegated_from") != null;
  }

  private static void compare(Decision decision, Json.Obj expected) {
    assertThat(kind(decision)).isEqualTo(expected.string("decision").orElseThrow());
    assertThat(code(decision)).isEqualTo(expected.string("code").orElse(""));
    expected.string("reason_code").ifPresent(c -> assertThat(decision.logCode()).isEqualTo(c));
    expected
        .string("reason")
        .ifPresent(r -> assertThat(((Decision.Deny) decision).explanation()).isEqualTo(r));
    expected.string("typed_decision").ifPresent(t -> assertThat(decision.typed()).isEqualTo(t));
    Match match = decision.match();
    expected.string("matched_rule").ifPresent(r -> assertThat(match.matchedRule()).isEqualTo(r));
    expected.string("match_basis").ifPresent(b -> assertThat(match.matchBasis()).isEqualTo(b));
    compare(match.toolClasses(), expected.get("tool_classes"));
    compare(match.matchedToolClasses(), expected.get("matched_tool_classes"));
    if (expected.get("obligation_types") instanceof Json.Arr obligations) {
      List<Json> duties = new ArrayList<>(obligations.items());
      boolean warns = duties.remove(new Json.Str("legacy_warning"));
      if (decision instanceof Decision.Allow allow) {
        assertThat(Json.Arr.ofStrings(allow.duties().met())).isEqualTo(new Json.Arr(duties));
      }
      assertThat(decision.typed().equals("allow_with_obligations")).isEqualTo(warns);
    }
    if (expected.get("absent") instanceof Json.Arr absent
        && absent.items().contains(new Json.Str("matched_rule"))) {
      assertThat(match.matchedRule()).isEmpty();
      assertThat(match.matchBasis()).isEmpty();
    }
  }

  private static void compare(List<String> ours, Json theirs) {
    if (theirs != null) {
      assertThat(Json.Arr.ofStrings(ours)).isEqualTo(theirs);
    }
  }

  private static String kind(Decision decision) {
    return switch (decision) {
      case Decision.Allow allow -> allow.isWarned() ? "allow_with_warning" : "allow";
      case Decision.Deny _ -> "deny";
    };
  }

  private static String code(Decision decision) {
    return decision.reason() == ReasonCode.P_POLICY_ALLOW ? "" : decision.reason().engineCode();
  }
}
