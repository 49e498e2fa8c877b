package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code sarif/enforcement_decisions.json}, and what the reader refuses. */
class EnforcementSarifVectorsTest {
  private static final Json.Obj VECTOR = Vectors.object("trust/sarif/enforcement_decisions.json");

  private static EnforcementSarif.Reading read(String lines) {
    return EnforcementSarif.read(lines.getBytes(StandardCharsets.UTF_8), "1.2.3");
  }

  private static String records() {
    return Vectors.objects(VECTOR.get("records")).stream()
        .map(JsonText::compact)
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static Json.Obj run(String lines) {
    SarifLog log = ((EnforcementSarif.Reading.Read) read(lines)).log();
    Sarif.valid(log.text());
    return Vectors.objects(log.json().get("runs")).getFirst();
  }

  @Test
  void results_and_rules_are_the_published_ones() {
    Json.Obj run = run(records());
    Json.Obj expect = VECTOR.object("expect").orElseThrow();
    List<String> rules =
        Vectors.objects(
                run.object("tool").flatMap(t -> t.object("driver")).orElseThrow().get("rules"))
            .stream()
            .map(rule -> rule.string("id").orElseThrow())
            .toList();
    assertThat((Json) Json.Arr.ofStrings(rules)).isEqualTo(expect.get("rule_ids_in_order"));
    List<Json.Obj> results = Vectors.objects(run.get("results"));
    List<Json.Obj> expected = Vectors.objects(expect.get("results"));
    assertThat(results).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      for (String name : List.of("ruleId", "level", "locations", "properties")) {
        assertThat(results.get(i).get(name)).as(name).isEqualTo(expected.get(i).get(name));
      }
    }
  }

  @Test
  void a_message_names_tool_class_and_reason_and_nothing_of_caller_or_target() {
    Json.Obj run = run(records());
    String first = text(Vectors.objects(run.get("results")).getFirst());
    assertThat(first)
        .contains("github.add_deploy_key", "github_deploy_key", "no_declared_allowance");
    assertThat(text(Vectors.objects(run.get("results")).get(1))).contains("unclassified");
    String all = JsonText.compact(run);
    for (Json forbidden : ((Json.Arr) VECTOR.get("forbidden")).items()) {
      assertThat(all).doesNotContain(((Json.Str) forbidden).value());
    }
  }

  private static String text(Json.Obj result) {
    return result.object("message").flatMap(m -> m.string("text")).orElseThrow();
  }

  @Test
  void a_line_that_is_no_record_refuses_the_input_and_is_named() {
    EnforcementSarif.Reading reading = read(records() + "{\"schema\":");

    assertThat(((EnforcementSarif.Reading.Refused) reading).problem().where().line()).isEqualTo(12);
    assertThat(read("[]\n")).isInstanceOf(EnforcementSarif.Reading.Refused.class);
  }

  @Test
  void a_dry_run_is_told_from_a_denial() {
    String line =
        "{\"schema\":\"assay.enforcement_decision.v0\",\"decision\":\"deny\",\"mode\":\"dry_run\","
            + "\"reason\":\"no_declared_allowance\",\"tool\":{\"name\":\"t\"}}";
    assertThat(text(Vectors.objects(run(line).get("results")).getFirst()))
        .contains("would have been denied");
  }
}
