package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.testkit.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Published vectors of duties; origin in {@code vectors/policy/README.md}. {@link #OVERRIDES} says
 * where we do something else, and {@code docs/explanation/differences.md} says why.
 */
class EnforcementHandlerVectorsTest {
  private static final String FILE = "policy/enforcement-handler.json";

  /** What we do instead of what a case says. */
  private enum Ours {
    /** An approval in the arguments is never looked at, so there is none. */
    NO_APPROVAL_IN_ARGUMENTS,
    /** The policy is refused at load, for a word that its contract does not know. */
    REFUSED,
    /** Hashes are keyed. */
    KEYED_HASH,
    /** There are no mandates in the gate, so nothing asks for one. */
    NO_MANDATES,
    /** A warned allow stays one. */
    WARNED
  }

  private static final Map<String, Ours> OVERRIDES = overrides();

  private static Map<String, Ours> overrides() {
    Map<String, Ours> overrides = new LinkedHashMap<>();
    for (int i : new int[] {1, 5, 6, 7, 8, 9, 10, 11, 12, 13}) {
      overrides.put("appr-%03d".formatted(i), Ours.NO_APPROVAL_IN_ARGUMENTS);
    }
    for (String id : List.of("scope-007", "scope-008", "redact-009", "redact-010", "redact-011")) {
      overrides.put(id, Ours.REFUSED);
    }
    overrides.put("redact-012", Ours.KEYED_HASH);
    overrides.put("mand-001", Ours.NO_MANDATES);
    overrides.put("pol-002", Ours.WARNED);
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
    assertThat(ids).hasSize(42).containsAll(OVERRIDES.keySet());
    String differences = Files.readString(Path.of("docs/explanation/differences.md"));
    assertThat(OVERRIDES.keySet())
        .allSatisfy(id -> assertThat(differences).contains("`" + id + "`"));
  }

  private static String id(Json.Obj vector) {
    return vector.string("id").orElseThrow();
  }

  private static void check(Json.Obj vector, Ours ours) {
    PolicyReading reading = Policies.read(vector.get("policy"));
    if (ours == Ours.REFUSED) {
      String code = "policy\\.(value|scope\\.argument)";
      assertThat(Policies.codes(Policies.problems(reading)))
          .isNotEmpty()
          .allSatisfy(c -> assertThat(c).matches(code));
      return;
    }
    Json.Obj call = vector.object("call").orElseThrow();
    ToolCall toolCall =
        new ToolCall(
            call.string("tool").orElseThrow(), call.object("arguments").orElse(Json.Obj.EMPTY));
    PolicyEngine engine = new PolicyEngine(((PolicyReading.Accepted) reading).policy());
    Decision decision = engine.decide(toolCall, new PolicyState(1, 1));
    compare(decision, vector.object("expect").orElseThrow(), ours);
  }

  private static void compare(Decision decision, Json.Obj expected, Ours ours) {
    switch (decision) {
      case Decision.Allow allow -> {
        assertThat(expected.string("decision"))
            .hasValue(ours == Ours.NO_MANDATES ? "deny" : "allow");
        assertThat(allow.isWarned()).isEqualTo(ours == Ours.WARNED);
        compareArguments(allow.duties().arguments(), expected, ours);
      }
      case Decision.Deny deny -> {
        assertThat(
                ours == Ours.NO_APPROVAL_IN_ARGUMENTS
                    || expected.string("decision").equals(Optional.of("deny")))
            .isTrue();
        boolean absent = ours == Ours.NO_APPROVAL_IN_ARGUMENTS;
        assertThat(deny.logCode())
            .isEqualTo(
                absent ? "P_APPROVAL_REQUIRED" : expected.string("reason_code").orElseThrow());
        assertThat(deny.explanation())
            .isEqualTo(absent ? "missing approval" : expected.string("reason").orElseThrow());
      }
    }
  }

  private static void compareArguments(Optional<Json.Obj> sent, Json.Obj expected, Ours ours) {
    if (ours == Ours.KEYED_HASH) {
      assertThat(sent.orElseThrow().string("body").orElseThrow())
          .matches("hmac-sha256:trial:[0-9a-f]{64}");
    } else {
      assertThat(sent).isEqualTo(expected.object("effective_arguments"));
    }
  }
}
