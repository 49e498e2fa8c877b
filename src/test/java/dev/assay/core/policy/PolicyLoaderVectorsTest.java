package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Published loader vectors; origin in {@code vectors/policy/README.md}. What a case recommends goes
 * before what it expects; the overrides stand in {@code docs/explanation/differences.md}.
 */
class PolicyLoaderVectorsTest {
  private static final String FILE = "policy/loader.json";

  /** Cases that we refuse for a section that is not yet enforced, whatever they expect. */
  private static final List<String> NOT_YET_ENFORCED = List.of("load-015", "load-016", "load-026");

  /** The code of our refusal, where the case has none. */
  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("load-003", "policy.type"),
          Map.entry("load-007", "policy.deprecated"),
          Map.entry("load-008", "policy.deprecated"),
          Map.entry("load-011", "policy.value"),
          Map.entry("load-012", "policy.limit"),
          Map.entry("load-013", "policy.type"),
          Map.entry("load-014", "policy.missing_field"),
          Map.entry("load-021", "policy.tool_pins.pin"),
          Map.entry("load-022", "policy.root_not_mapping"),
          Map.entry("load-023", "yaml.empty"),
          Map.entry("load-024", "yaml.duplicate_key"),
          Map.entry("load-025", "policy.unknown_field"));

  @TestFactory
  Stream<DynamicTest> every_case_loads_as_stated() {
    return Vectors.cases(FILE, "cases").stream()
        .map(c -> dynamicTest(c.string("id").orElseThrow(), () -> check(c)));
  }

  @Test
  void every_override_stands_in_the_differences() throws Exception {
    String differences = Files.readString(Path.of("docs/explanation/differences.md"));
    assertThat(NOT_YET_ENFORCED).allSatisfy(id -> assertThat(differences).contains("`" + id + "`"));
  }

  private static void check(Json.Obj vector) {
    String id = vector.string("id").orElseThrow();
    Json.Obj expected = vector.object("expect").orElseThrow();
    Json.Obj recommended = vector.object("recommended").orElse(expected);
    byte[] yaml = vector.string("yaml").orElseThrow().getBytes(StandardCharsets.UTF_8);
    boolean strict = expected.object("when").isPresent();
    PolicyReading reading = PolicyReader.read(yaml, "policy.yaml", strict);
    List<Problem> problems = Policies.problems(reading);
    if (NOT_YET_ENFORCED.contains(id)) {
      assertThat(Policies.codes(problems)).containsExactly("policy.not_yet_enforced");
    } else if (recommended.string("load").orElseThrow().equals("error")) {
      String code = recommended.string("lint_code").orElse(CODES.get(id));
      if (code == null) {
        assertThat(problems).isNotEmpty();
      } else {
        assertThat(Policies.codes(problems)).containsExactly(code);
      }
      expected
          .string("message_contains")
          .ifPresent(m -> assertThat(problems.getFirst().message()).contains(m));
    } else {
      assertThat(problems).isEmpty();
      accepted(((PolicyReading.Accepted) reading).policy(), expected);
    }
  }

  private static void accepted(Policy policy, Json.Obj expected) {
    assertThat(Json.Bool.of(policy.isLegacy())).isEqualTo(expected.get("v1"));
    assertThat(Policies.codes(policy.warnings()).contains("policy.deprecated"))
        .isEqualTo(policy.isLegacy());
    expected.string("version").ifPresent(v -> assertThat(policy.version()).isEqualTo(v));
    Json.Obj schemas = policy.canonicalForm().object("schemas").orElseThrow();
    if (expected.get("schemas") instanceof Json.Arr names) {
      assertThat(Json.Arr.ofStrings(schemas.members().keySet())).isEqualTo(names);
    }
    expected
        .object("migrated")
        .ifPresent(
            migrated -> {
              Json.Obj tools = policy.canonicalForm().object("tools").orElseThrow();
              assertThat(tools.get("deny")).isEqualTo(migrated.get("tools.deny"));
              assertThat(schemas.get("a")).isEqualTo(migrated.get("schemas.a"));
            });
  }
}
