package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.BugException;
import dev.assay.testkit.HostileTexts;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SarifLogTest {
  private static final SarifPlace PLACE = SarifPlace.line("policy.yaml", 3);

  private static SarifLog log(List<SarifRule> rules, List<SarifResult> results) {
    SarifLog.Tool tool = new SarifLog.Tool("assay-test", "0.1.0", rules, Json.Obj.EMPTY);
    return new SarifLog(tool, "assay/test", results, 0, Json.Obj.EMPTY);
  }

  private static SarifResult result(String rule, SarifLevel level, String message) {
    return SarifResult.of(rule, level, message, PLACE, "sha256:00");
  }

  private static String text(Json.Obj object, String... path) {
    Json at = object;
    for (String name : path) {
      at = at instanceof Json.Arr array ? array.items().get(0) : ((Json.Obj) at).get(name);
    }
    return ((Json.Str) at).value();
  }

  @Test
  void a_log_without_results_is_valid() {
    Json.Obj log = Sarif.valid(log(List.of(), List.of()).text());
    assertThat(Sarif.results(log)).isEmpty();
    assertThat(text(Sarif.run(log), "automationDetails", "id")).isEqualTo("assay/test/");
  }

  @Test
  void a_result_has_rule_level_place_and_fingerprint() {
    SarifRule rule =
        new SarifRule("R1", SarifLevel.ERROR, SarifRule.Texts.of("a rule"), null, Json.Obj.EMPTY);
    SarifResult result =
        SarifResult.of(
            "R1", SarifLevel.WARNING, "found", PLACE.about("seq:5", "event"), "sha256:ab");
    Json.Obj json =
        Sarif.results(Sarif.valid(log(List.of(rule), List.of(result)).text())).getFirst();
    assertThat(json.string("ruleId")).contains("R1");
    assertThat(json.integer("ruleIndex")).contains(0L);
    assertThat(json.string("level")).contains("warning");
    assertThat(text(json, "partialFingerprints", "assay/v1")).isEqualTo("sha256:ab");
    Json.Obj location = Vectors.objects(json.get("locations")).getFirst();
    assertThat(text(location, "physicalLocation", "artifactLocation", "uri"))
        .isEqualTo("policy.yaml");
    Json.Obj region = location.object("physicalLocation").flatMap(p -> p.object("region")).get();
    assertThat(region.integer("startLine")).contains(3L);
    assertThat(json.get("logicalLocations")).as("GitHub refuses it there").isNull();
    assertThat(text(Vectors.objects(location.get("logicalLocations")).getFirst(), "name"))
        .isEqualTo("seq:5");
  }

  @Test
  void too_many_results_keep_the_most_serious_and_say_how_many_are_missing() {
    List<SarifResult> results = new ArrayList<>();
    for (int i = 0; i < SarifLog.MAX_RESULTS; i++) {
      results.add(result("N", SarifLevel.NOTE, "note " + i));
    }
    results.add(result("E", SarifLevel.ERROR, "error"));
    SarifLog log = log(List.of(), results);
    Json.Obj json = log.json();
    assertThat(Sarif.results(json)).hasSize(SarifLog.MAX_RESULTS);
    assertThat(Sarif.results(json).getFirst().string("ruleId")).contains("E");
    assertThat(text(Sarif.results(json).getLast(), "message", "text"))
        .isEqualTo("note " + (SarifLog.MAX_RESULTS - 2));
    assertThat(log.omitted()).isEqualTo(1);
    Json.Obj disclosed = Sarif.run(json).object("properties").flatMap(p -> p.object("assay")).get();
    assertThat(disclosed.get("truncated")).isEqualTo(Json.Bool.TRUE);
    assertThat(disclosed.integer("omitted_count")).contains(1L);
    assertThat(log.json()).isEqualTo(json);
  }

  @Test
  void what_the_caller_left_out_is_disclosed_too() {
    SarifLog.Tool tool = new SarifLog.Tool("assay-test", "0.1.0", List.of(), Json.Obj.EMPTY);
    SarifLog log = new SarifLog(tool, "assay/test", List.of(), 7, Json.Obj.EMPTY);
    Json.Obj run = Sarif.run(Sarif.valid(log.text()));
    assertThat(run.object("properties").flatMap(p -> p.object("assay")).get())
        .isEqualTo(
            Json.object()
                .put("appliedCap", SarifLog.MAX_RESULTS)
                .put("truncated", true)
                .put("omitted_count", 7)
                .build());
  }

  @Test
  void hostile_texts_neither_break_the_log_nor_act() {
    for (String hostile : HostileTexts.ALL) {
      Json.Obj properties = Json.object().put("x" + hostile, hostile).build();
      SarifRule rule =
          new SarifRule(
              "R" + hostile,
              SarifLevel.NOTE,
              new SarifRule.Texts(hostile, hostile, hostile, hostile),
              hostile,
              properties);
      SarifResult result =
          new SarifResult(
              "R" + hostile,
              SarifLevel.NOTE,
              hostile,
              PLACE.about(hostile, hostile),
              new TreeMap<>(),
              properties);
      String text = log(List.of(rule), List.of(result)).text();
      Sarif.valid(text);
      assertThat(text)
          .doesNotContain("\u001b", "\u009b", "\u202E", "\u2066", "\\u00")
          .doesNotContain("\uD800 ", "\uDC00 ", "\uFFFF", "\uFFFE");
      assertThat(text(Sarif.results(Sarif.valid(text)).getFirst(), "message", "text"))
          .hasSizeLessThanOrEqualTo(hostile.length() + 1)
          .doesNotContain("](");
    }
  }

  @Test
  void html_and_images_of_a_help_text_are_shown_as_text() {
    SarifRule.Texts texts =
        new SarifRule.Texts("s", null, null, "**ok** <img src=x> ![x](https://example.org)");
    SarifRule rule = new SarifRule("R", SarifLevel.NOTE, texts, null, Json.Obj.EMPTY);
    assertThat(text(rule.json(), "help", "markdown"))
        .isEqualTo("**ok** &lt;img src=x> !\\[x](https://example.org)");
  }

  @Test
  void only_a_web_address_becomes_a_help_link() {
    for (String bad :
        List.of("javascript:alert(1)", "http://a", "https://a b", "https://a<b", "")) {
      SarifRule rule =
          new SarifRule("R", SarifLevel.NOTE, SarifRule.Texts.of("s"), bad, Json.Obj.EMPTY);
      assertThat(rule.json().get("helpUri")).as(bad).isNull();
    }
    SarifRule rule =
        new SarifRule(
            "R", SarifLevel.NOTE, SarifRule.Texts.of("s"), "https://a/b?c#d", Json.Obj.EMPTY);
    assertThat(rule.json().string("helpUri")).contains("https://a/b?c#d");
  }

  @Test
  void a_megabyte_of_text_is_cut_visibly() {
    String text = log(List.of(), List.of(result("R", SarifLevel.NOTE, "x".repeat(1 << 20)))).text();
    assertThat(text).hasSizeLessThan(4_000).contains("…");
  }

  @Test
  void a_place_is_a_file_in_the_repository() {
    for (String path : List.of("a", "a/b.yaml", ".github/x.yml", "größe/日本", "a b", "a:b")) {
      assertThat(SarifPlace.isInRepository(path)).as(path).isNotEqualTo(path.equals("a:b"));
    }
    for (String path :
        List.of("", "/a", "a/../b", "./a", "a//b", "a/", "..", "C:/a", "a\\b", "\n")) {
      assertThat(SarifPlace.isInRepository(path)).as(path).isFalse();
      assertThatThrownBy(() -> SarifPlace.file(path)).isInstanceOf(BugException.class);
    }
  }

  @Test
  void a_path_is_written_as_a_relative_reference() {
    Json.Obj place = SarifPlace.file("a b/größe#1?%.yaml").json();
    assertThat(text(place, "physicalLocation", "artifactLocation", "uri"))
        .isEqualTo("a%20b/gr%C3%B6%C3%9Fe%231%3F%25.yaml");
  }
}
