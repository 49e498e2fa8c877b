package dev.assay.core.coverage;

import dev.assay.core.coverage.CoverageDescriptor.Kind;
import dev.assay.core.coverage.CoverageDescriptor.Ruling;
import dev.assay.core.coverage.Fidelity.Verdict;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the comparison of two runs supports, given how well each was captured. Without the health of
 * both, nothing is strong; with one that failed or measured nothing, nothing is measured. Source:
 * {@code trust-basis.md} 10.5.
 */
public final class DriftAnnotation {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.coverage_aware_drift.annotation.v0";

  private static final String SOURCE = "assay.runner.runtime_drift.v0.2";
  private static final List<String> FILES = List.of("runtime-drift-report.json");
  private static final List<String> REPORTED =
      List.of("sdk_tool_events", "tool_invocation_order", "mcp_tool_surface");
  private static final String TASK = "task-induced";
  private static final String UNKNOWN = "unknown";

  private final Strength positive;
  private final String network;
  private final KnownCoverage coverage;
  private final List<ClaimCell> cells = new ArrayList<>();
  private final List<Json> blocked = new ArrayList<>();
  private final List<Json> caveats = new ArrayList<>();

  private DriftAnnotation(Strength positive, String network, KnownCoverage coverage) {
    this.positive = positive;
    this.network = network;
    this.coverage = coverage;
  }

  /** Judges a report, with what is known of the capture of either run. */
  public static CellDocument of(
      Json.Obj report,
      Optional<Json.Obj> healthA,
      Optional<Json.Obj> healthB,
      KnownCoverage coverage) {
    if (!report.string("schema").orElse("").equals(SOURCE)) {
      return new CellDocument.Refused(
          CoverageRefusal.SCHEMA.at("/schema", "a drift report is `" + SOURCE + "`"));
    }
    if (!(report.get("rows") instanceof Json.Arr rows)) {
      return new CellDocument.Refused(CoverageRefusal.SHAPE.at("/rows", "`rows` must be an array"));
    }
    List<ObservationHealth> known = new ArrayList<>();
    healthA.map(ObservationHealth::of).ifPresent(known::add);
    healthB.map(ObservationHealth::of).ifPresent(known::add);
    DriftAnnotation annotation = new DriftAnnotation(positive(known), network(known), coverage);
    for (int i = 0; i < rows.items().size(); i++) {
      if (!(rows.items().get(i) instanceof Json.Obj row) || row.string("dimension").isEmpty()) {
        return new CellDocument.Refused(
            CoverageRefusal.SHAPE.at("/rows/" + i, "a row is an object with a `dimension`"));
      }
      annotation.row(row.string("dimension").get(), row);
    }
    return annotation.made();
  }

  private static Strength positive(List<ObservationHealth> known) {
    List<Verdict> verdicts = known.stream().map(one -> Fidelity.of(one).verdict()).toList();
    if (verdicts.contains(Verdict.FAILED) || verdicts.contains(Verdict.NOT_APPLICABLE)) {
      return Strength.ABSENT;
    }
    return verdicts.size() == 2 && Collections.frequency(verdicts, Verdict.CLEAN) == 2
        ? Strength.STRONG
        : Strength.PARTIAL;
  }

  private static String network(List<ObservationHealth> known) {
    return known.size() == 2
        ? CoverageSeeds.common(known.get(0).networkCoverage(), known.get(1).networkCoverage())
        : UNKNOWN;
  }

  private void row(String name, Json.Obj row) {
    boolean observed = some(row, "only_in_a") || some(row, "only_in_b") || some(row, "in_both");
    DriftDimension.of(name).ifPresent(dimension -> measured(dimension, row, observed));
    if (REPORTED.contains(name) && observed) {
      cells.add(
          new ClaimCell(
              "reported_" + name,
              ArtifactRole.JOINED_ARTIFACTS,
              Strength.PARTIAL,
              Basis.REPORTED,
              FILES,
              List.of("reported by the observed side; no effect was measured"),
              List.of("does_not_prove_measured_effect", "does_not_prove_complete_set")));
    }
  }

  private static boolean some(Json.Obj row, String member) {
    return row.get(member) instanceof Json.Arr seen && !seen.items().isEmpty();
  }

  private void measured(DriftDimension dimension, Json.Obj row, boolean observed) {
    Optional<CoverageDescriptor> descriptor = coverage.of(dimension.dimension(), network);
    if (observed) {
      cells.add(measured(dimension));
      Ruling all = CoverageDescriptor.rule(descriptor, Kind.EXHAUSTIVE);
      boolean whole = all.answer() == Answer.ALLOWED;
      cells.add(
          new ClaimCell(
              dimension.exhaustive(),
              ArtifactRole.JOINED_ARTIFACTS,
              whole ? Strength.PARTIAL : Strength.WEAK,
              Basis.DERIVED,
              FILES,
              List.of(CellDocument.because(all, descriptor)),
              List.of("does_not_prove_complete_" + dimension.dimension().wire() + "_set")));
    }
    blocked.add(
        CellDocument.blocked(
            dimension.negative(),
            CellDocument.because(CoverageDescriptor.rule(descriptor, Kind.NEGATIVE), descriptor)));
    if (row.string("classification").orElse("").equals(TASK)) {
      caveats.add(
          Json.object()
              .put("dimension", dimension.wire())
              .put("classification", TASK)
              .put("caveat", "the classification is of what was seen, not of all that happened")
              .build());
    }
  }

  private ClaimCell measured(DriftDimension dimension) {
    return positive == Strength.ABSENT
        ? ClaimCell.absent(dimension.measured(), "one run was not measured, or its health failed")
        : new ClaimCell(
            dimension.measured(),
            ArtifactRole.JOINED_ARTIFACTS,
            positive,
            Basis.MEASURED,
            FILES,
            List.of("strength follows from the health of both captures"),
            List.of("does_not_prove_tool_intent", "does_not_prove_complete_set"));
  }

  private CellDocument made() {
    return new CellDocument.Made(
        Json.object()
            .put("schema", SCHEMA)
            .put("source_report_schema", SOURCE)
            .put("claim_cells", CellDocument.cells(cells))
            .put("blocked_claims", new Json.Arr(blocked))
            .put("classification_caveats", new Json.Arr(caveats))
            .build(),
        cells);
  }
}
