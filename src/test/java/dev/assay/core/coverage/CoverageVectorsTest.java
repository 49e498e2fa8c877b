package dev.assay.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published vectors about what an observation can support; see {@code vectors/trust}. */
final class CoverageVectorsTest {
  private static final String DIRECTORY = "trust/coverage/";
  private static final Set<String> PROSE = Set.of("notes", "reason", "caveat");
  private static final List<String> WORDS =
      Arrays.stream(ClaimSupport.values()).map(ClaimSupport::wire).toList();

  @TestFactory
  Stream<DynamicTest> cells_are_read_or_refused_as_published() {
    return cases("claim_cell_schema.json", 10, "cell")
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () ->
                        assertThat(
                                ClaimCell.read(row.get("cell")) instanceof ClaimCell.Reading.Read)
                            .isEqualTo(row.get("valid") == Json.Bool.TRUE)));
  }

  @TestFactory
  Stream<DynamicTest> health_gives_the_published_verdict() {
    return cases("fidelity.json", 14, "health")
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      Fidelity fidelity =
                          Fidelity.of(ObservationHealth.of(row.object("health").orElseThrow()));
                      assertThat(fidelity.json()).isEqualTo(row.get("verdict"));
                      assertThat(fidelity.projections()).isEqualTo(row.get("projection_levels"));
                    }));
  }

  @Test
  void the_runner_s_own_health_record_is_clean() {
    Json.Obj health = Vectors.object("trust/upstream/runner-golden/observation-health.json");
    assertThat(Fidelity.of(ObservationHealth.of(health)).verdict())
        .isEqualTo(Fidelity.Verdict.CLEAN);
  }

  @TestFactory
  Stream<DynamicTest> descriptors_rule_as_published() {
    return cases("descriptor_decisions.json", 27, "claim_kind")
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      CoverageDescriptor.Ruling ruling = ruling(row);
                      assertThat(ruling.answer().wire()).isEqualTo(text(row, "decision"));
                      assertThat(ruling.rule()).isEqualTo(text(row, "rule"));
                    }));
  }

  private static CoverageDescriptor.Ruling ruling(Json.Obj row) {
    Optional<CoverageDescriptor> descriptor = row.object("descriptor").map(CoverageDescriptor::of);
    if (row.string("effect_class").isPresent()) {
      return CoverageDescriptor.ruleEffect(descriptor, text(row, "effect_class"));
    }
    for (CoverageDescriptor.Kind kind : CoverageDescriptor.Kind.values()) {
      if (kind.wire().equals(text(row, "claim_kind"))) {
        return CoverageDescriptor.rule(descriptor, kind);
      }
    }
    throw new AssertionError(row);
  }

  @TestFactory
  Stream<DynamicTest> measured_effects_give_the_published_cells() {
    return cases("side_effect.json", 7, "archive")
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      Json.Obj archive = row.object("archive").orElseThrow();
                      CellDocument made =
                          SideEffectReport.of(
                              archive.object("observation_health").orElseThrow(),
                              archive.object("capability_surface").orElseThrow(),
                              new KnownCoverage());
                      same(made, row, "report");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> compared_runs_give_the_published_annotation() {
    return cases("drift_annotation.json", 7, "report")
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () ->
                        same(
                            DriftAnnotation.of(
                                row.object("report").orElseThrow(),
                                row.object("health_a"),
                                row.object("health_b"),
                                new KnownCoverage()),
                            row,
                            "annotation")));
  }

  private static void same(CellDocument document, Json.Obj row, String member) {
    switch (document) {
      case CellDocument.Refused refused ->
          assertThat(refused.problem().code()).isEqualTo(text(row, "error"));
      case CellDocument.Made made -> {
        assertThat(withoutProse(made.json())).isEqualTo(row.get(member));
        for (ClaimCell cell : made.cells()) {
          assertThat(ClaimCell.read(cell.json())).isEqualTo(new ClaimCell.Reading.Read(cell));
          assertThat(cell.notes()).as("every cell says why").isNotEmpty();
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> the_gate_permits_what_is_published() {
    return cases("claims_gate.json", 9, "annotation")
        .map(
            row ->
                dynamicTest(
                    row.get("specs").toString(),
                    () -> {
                      CoverageGate gate = gate(row.object("annotation").orElseThrow(), specs(row));
                      assertThat(gate.json()).isEqualTo(row.get("result"));
                      assertThat(gate.passed()).isEqualTo(row.integer("exit").orElseThrow() == 0);
                    }));
  }

  @Test
  void misspelt_claims_and_other_documents_are_refused() {
    Json.Obj file = Vectors.object(DIRECTORY + "claims_gate.json");
    for (Json specs : ((Json.Arr) file.get("usage_errors_exit_2")).items()) {
      for (Json spec : ((Json.Arr) specs).items()) {
        assertThat(CoverageDemand.read(((Json.Str) spec).value()))
            .isInstanceOf(CoverageDemand.Reading.Refused.class);
      }
    }
    assertThat(CoverageGate.of(file.object("wrong_schema_exit_2").orElseThrow(), List.of()))
        .isInstanceOf(CoverageGate.Outcome.Refused.class);
  }

  @Test
  void the_reference_s_example_is_blocked_in_the_same_places() {
    String folder = "trust/upstream/coverage-claims-gate/";
    List<String> specs = new ArrayList<>();
    for (Json spec :
        ((Json.Arr) Vectors.parse(Vectors.bytes(folder + "policy_blocked.json"))).items()) {
      specs.add(((Json.Str) spec).value());
    }
    Json.Obj expected = Vectors.object(folder + "expected_blocked.json");
    CoverageGate gate = gate(Vectors.object(folder + "annotation.json"), specs);
    assertThat(gate.passed()).isFalse();
    assertThat(gate.results().stream().map(r -> Json.Bool.of(r.permitted())).toList())
        .isEqualTo(
            Vectors.objects(expected.get("results")).stream()
                .map(row -> row.get("permitted"))
                .toList());
  }

  @TestFactory
  Stream<DynamicTest> many_runs_fold_as_published() {
    return cases("fleet_fold.json", 5, "annotations")
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      CoverageFold fold = new CoverageFold();
                      for (Json.Obj annotation : Vectors.objects(row.get("annotations"))) {
                        assertThat(fold.add(annotation)).isEmpty();
                      }
                      assertThat(fold.json()).isEqualTo(row.get("summary"));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> facts_fold_to_the_published_support() {
    return cases("claim_support.json", 7, "outcomes")
        .map(
            row ->
                dynamicTest(
                    row.get("outcomes").toString(),
                    () -> {
                      List<ClaimSupport> outcomes = new ArrayList<>();
                      for (Json word : ((Json.Arr) row.get("outcomes")).items()) {
                        outcomes.add(
                            ClaimSupport.values()[WORDS.indexOf(((Json.Str) word).value())]);
                      }
                      assertThat(ClaimSupport.fold(outcomes).wire())
                          .isEqualTo(text(row, "verdict"));
                    }));
  }

  @Test
  void other_words_are_no_outcome() {
    Json.Arr errors = (Json.Arr) Vectors.object(DIRECTORY + "claim_support.json").get("errors");
    for (Json words : errors.items()) {
      assertThat(WORDS).doesNotContain(((Json.Str) ((Json.Arr) words).items().getFirst()).value());
    }
  }

  private static CoverageGate gate(Json.Obj document, List<String> specs) {
    List<CoverageDemand> demands = new ArrayList<>();
    for (String spec : specs) {
      demands.add(((CoverageDemand.Reading.Read) CoverageDemand.read(spec)).demand());
    }
    return ((CoverageGate.Outcome.Judged) CoverageGate.of(document, demands)).gate();
  }

  private static List<String> specs(Json.Obj row) {
    return ((Json.Arr) row.get("specs"))
        .items().stream().map(spec -> ((Json.Str) spec).value()).toList();
  }

  private static Json withoutProse(Json value) {
    return switch (value) {
      case Json.Obj object -> {
        Json.ObjBuilder rest = Json.object();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          if (!PROSE.contains(member.getKey())) {
            rest.put(member.getKey(), withoutProse(member.getValue()));
          }
        }
        yield rest.build();
      }
      case Json.Arr array ->
          new Json.Arr(array.items().stream().map(CoverageVectorsTest::withoutProse).toList());
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  /** The cases of a file; each has the named member, so that none is skipped unseen. */
  private static Stream<Json.Obj> cases(String file, int count, String member) {
    List<Json.Obj> cases = Vectors.cases(DIRECTORY + file, "cases");
    assertThat(cases).hasSize(count).allMatch(row -> row.get(member) != null);
    return cases.stream();
  }

  private static String text(Json.Obj row, String member) {
    return row.string(member).orElseThrow();
  }
}
