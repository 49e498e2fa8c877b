package dev.assay.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.report.JUnitReport;
import dev.assay.core.report.SarifLog;
import dev.assay.core.report.SarifPlace;
import dev.assay.testkit.JUnitFiles;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code vectors/trust/ci}: how results become an exit code, a SARIF log and a JUnit file. */
class GateVectorsTest {
  /** What a case means that was not run because an input was wrong. */
  private static final Set<String> INPUT_KINDS =
      Set.of("trace_not_found", "missing_config", "config_parse", "invalid_args");

  /** There is no judge in this product: these rows are about one. */
  private static final Set<String> JUDGE_ROWS = Set.of("abstain-beats-fail");

  /** Cases where we decide otherwise, each a line of docs/explanation/differences.md. */
  private static final Map<String, Integer> OVERRIDES = Map.of("empty-suite", 2);

  private static final Map<GateVerdict, Integer> EXIT_CODES =
      Map.of(
          GateVerdict.PASSED, 0,
          GateVerdict.FAILED, 1,
          GateVerdict.WARNED, 1,
          GateVerdict.UNUSABLE_INPUT, 2,
          GateVerdict.EMPTY, 2,
          GateVerdict.UNAVAILABLE, 3);

  @TestFactory
  Stream<DynamicTest> outcomes_are_those_of_the_vectors() {
    return Vectors.cases("trust/ci/outcome.json", "cases").stream()
        .filter(one -> !JUDGE_ROWS.contains(one.string("id").orElseThrow()))
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.string("id").orElseThrow(),
                    () -> {
                      List<GateCase> cases = new ArrayList<>();
                      for (Json.Obj row : Vectors.objects(one.get("results"))) {
                        cases.add(row(row, "t" + cases.size()));
                      }
                      GateVerdict verdict =
                          GateVerdict.of(cases, one.get("strict") == Json.Bool.TRUE);
                      int expected =
                          OVERRIDES.getOrDefault(
                              one.string("id").orElseThrow(),
                              Math.toIntExact(one.integer("exit").orElseThrow()));
                      assertThat(EXIT_CODES.get(verdict)).isEqualTo(expected);
                    }));
  }

  @Test
  void results_are_selected_in_the_order_of_the_vectors() {
    Json.Obj expected = Vectors.object("trust/ci/sarif_selection.json");
    List<GateCase> cases = results();
    for (Json.Obj limit : Vectors.objects(expected.get("limits"))) {
      int max = Math.toIntExact(limit.integer("max_results").orElseThrow());
      GateSarif.Selection selection = GateSarif.select(eligible(cases), max);
      assertThat(
              new Json.Arr(
                  selection.kept().stream().map(c -> (Json) new Json.Str(c.id())).toList()))
          .isEqualTo(limit.get("kept"));
      assertThat(selection.omitted()).isEqualTo(limit.integer("omitted").orElseThrow());
    }
    assertThat(eligible(cases))
        .hasSize(Math.toIntExact(expected.integer("eligible").orElseThrow()));
  }

  /** What is waived or noted is a result of ours beside theirs; here they have passed. */
  private static List<GateCase> eligible(List<GateCase> cases) {
    return cases.stream()
        .filter(
            one -> one.status() != GateCase.Status.WAIVED && one.status() != GateCase.Status.PASSED)
        .toList();
  }

  @Test
  void the_levels_in_the_log_are_those_of_the_vectors() {
    SarifLog log =
        GateSarif.log(
            run(eligible(results())),
            GateSarif.Source.gate("1.2.3", ""),
            false,
            anchor -> SarifPlace.file("eval.yaml"));
    assertThat(
            Sarif.results(Sarif.valid(log.text())).stream()
                .map(result -> (Json) new Json.Str(result.string("level").orElse("")))
                .toList())
        .isEqualTo(((Json.Arr) levels()).items());
  }

  private static Json levels() {
    return Optional.ofNullable(Vectors.object("trust/ci/sarif_selection.json").get("levels"))
        .orElseThrow();
  }

  @Test
  void the_junit_file_is_valid_and_has_the_children_of_the_vectors() {
    JUnitReport ours = GateJUnit.of("nightly & co", run(results()));
    Element suite = JUnitFiles.valid(ours.text());
    NodeList published =
        JUnitFiles.parse(Vectors.bytes("trust/ci/junit.xml")).getElementsByTagName("testcase");
    NodeList written = suite.getElementsByTagName("testcase");
    assertThat(suite.getAttribute("name")).isEqualTo("nightly & co");
    assertThat(written.getLength()).isEqualTo(published.getLength());
    for (int i = 0; i < published.getLength(); i++) {
      Element before = (Element) published.item(i);
      Element after = (Element) written.item(i);
      assertThat(after.getAttribute("name")).isEqualTo(before.getAttribute("name"));
      assertThat(child(after)).isEqualTo(child(before));
    }
  }

  /** The name of the one child, and the message it has. */
  private static List<String> child(Element testcase) {
    NodeList all = testcase.getElementsByTagName("*");
    return all.getLength() == 0
        ? List.of()
        : List.of(
            ((Element) all.item(0)).getTagName(), ((Element) all.item(0)).getAttribute("message"));
  }

  private static List<GateCase> results() {
    List<GateCase> cases = new ArrayList<>();
    for (Json.Obj row : Vectors.cases("trust/ci/results.json", "results")) {
      cases.add(row(row, row.string("test_id").orElseThrow()));
    }
    return cases;
  }

  private static GateRun run(List<GateCase> cases) {
    return new GateRun(cases, false, Json.Obj.EMPTY, Optional.empty(), List.of());
  }

  private static GateCase row(Json.Obj row, String id) {
    GateCase.Status status =
        INPUT_KINDS.contains(row.string("run_error_kind").orElse(""))
            ? GateCase.Status.UNUSABLE_INPUT
            : switch (row.string("status").orElseThrow()) {
              case "pass", "allowed_on_error" -> GateCase.Status.PASSED;
              case "skipped" -> GateCase.Status.WAIVED;
              case "warn", "flaky", "unstable" -> GateCase.Status.WARNED;
              case "fail" -> GateCase.Status.FAILED;
              case "error" -> GateCase.Status.UNAVAILABLE;
              default -> throw new AssertionError(row);
            };
    return new GateCase(
        "suite",
        id,
        status,
        row.string("message").orElse(""),
        GateCase.Details.at(new GateCase.Anchor("eval.yaml", 1), ""));
  }
}
