package dev.assay.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a recording of the gate supports, and what it never does. */
final class BundleCellsTest {
  private static final Optional<String> NORMAL = Optional.of("normal");

  @Test
  void what_the_gate_recorded_is_reported_and_at_most_partial() {
    List<ClaimCell> cells = cells(NORMAL, "assay.tool.decision", "assay.tool.outcome");
    assertThat(strength(cells, "tool_call_identity")).isEqualTo(Strength.PARTIAL);
    assertThat(strength(cells, "policy_decision_evidence")).isEqualTo(Strength.PARTIAL);
    assertThat(strength(cells, "reported_tool_outcome")).isEqualTo(Strength.PARTIAL);
    assertThat(strength(cells, "measurement_integrity")).isEqualTo(Strength.PARTIAL);
    for (ClaimCell cell : cells) {
      assertThat(cell.strength()).isLessThan(Strength.STRONG);
      assertThat(cell.basis() == Basis.MEASURED && cell.strength() != Strength.ABSENT).isFalse();
    }
  }

  @Test
  void what_nobody_observed_is_absent_and_its_absence_is_blocked() {
    CellDocument.Made made = made(NORMAL, "assay.tool.decision");
    for (Dimension dimension : Dimension.values()) {
      assertThat(strength(made.cells(), dimension.effect())).isEqualTo(Strength.ABSENT);
      CoverageDemand.Type none = CoverageDemand.Type.BOUNDED_NEGATIVE;
      assertThat(CoverageGate.of(made.json(), List.of(new CoverageDemand(none, dimension.wire()))))
          .isInstanceOfSatisfying(
              CoverageGate.Outcome.Judged.class,
              judged -> assertThat(judged.gate().results().getFirst().why()).isEqualTo("blocked"));
    }
    assertThat(made.json().get("coverage_descriptors")).isEqualTo(Json.Arr.EMPTY);
  }

  @Test
  void events_about_the_kernel_are_named_and_raise_nothing() {
    List<ClaimCell> cells = cells(NORMAL, "assay.enforcement.armed", "assay.net.denied");
    ClaimCell network = cell(cells, "measured_network_effect");
    assertThat(network.strength()).isEqualTo(Strength.ABSENT);
    assertThat(network.notes().getFirst()).contains("2 events about the kernel are not read");
  }

  @Test
  void a_gap_or_a_missing_seal_weakens_what_was_recorded() {
    for (List<ClaimCell> cells :
        List.of(
            cells(NORMAL, "assay.tool.decision", "assay.evidence.gap"),
            cells(Optional.empty(), "assay.tool.decision"),
            cells(Optional.of("recovered"), "assay.tool.decision"))) {
      assertThat(strength(cells, "tool_call_identity")).isEqualTo(Strength.WEAK);
      assertThat(strength(cells, "measurement_integrity")).isLessThan(Strength.PARTIAL);
    }
  }

  @Test
  void a_bundle_without_calls_supports_nothing_about_calls() {
    assertThat(strength(cells(NORMAL), "tool_call_identity")).isEqualTo(Strength.ABSENT);
  }

  private static Strength strength(List<ClaimCell> cells, String type) {
    return cell(cells, type).strength();
  }

  private static ClaimCell cell(List<ClaimCell> cells, String type) {
    return cells.stream().filter(cell -> cell.type().equals(type)).findFirst().orElseThrow();
  }

  private static List<ClaimCell> cells(Optional<String> closed, String... types) {
    return made(closed, types).cells();
  }

  private static CellDocument.Made made(Optional<String> closed, String... types) {
    BundleCells cells = new BundleCells();
    for (String type : types) {
      cells.see(Json.object().put("type", type).build());
    }
    return cells.report(new BundleCells.Subject("sha256:0", "run_1", closed));
  }
}
