package dev.assay.core.coverage;

import dev.assay.core.coverage.CoverageDescriptor.Kind;
import dev.assay.core.coverage.CoverageDescriptor.Ruling;
import dev.assay.core.coverage.Fidelity.Verdict;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the effects that a runner measured support: cells for each kind of effect that was seen, and
 * the claims of absence that nothing supports. Effects are counted as there or not; their names are
 * not repeated. Source: {@code trust-basis.md} 10.4.
 */
public final class SideEffectReport {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.coverage_aware_side_effect.report.v0";

  private static final String SURFACE = "assay.runner.capability_surface.v0";
  private static final String HEALTH_FILE = "observation-health.json";
  private static final List<String> FILES = List.of("capability-surface.json", HEALTH_FILE);
  private static final String SCOPE = "strong_only_within_cgroup_scope";

  private final Fidelity fidelity;
  private final List<ClaimCell> cells = new ArrayList<>();
  private final List<Json> blocked = new ArrayList<>();

  private SideEffectReport(Fidelity fidelity) {
    this.fidelity = fidelity;
  }

  /** Judges a run by what is known of how it was observed. */
  public static CellDocument of(Json.Obj health, Json.Obj surface, KnownCoverage coverage) {
    ObservationHealth record = ObservationHealth.of(health);
    Fidelity fidelity = Fidelity.of(record);
    if (fidelity.verdict() == Verdict.FAILED) {
      return new CellDocument.Refused(
          CoverageRefusal.HEALTH.at("", fidelity.reasons().getFirst().rule()));
    }
    if (!surface.string("schema").orElse("").equals(SURFACE)) {
      return new CellDocument.Refused(
          CoverageRefusal.SCHEMA.at("/schema", "a capability surface is `" + SURFACE + "`"));
    }
    if (!surface.string("run_id").orElse("").equals(record.runId())) {
      return new CellDocument.Refused(CoverageRefusal.RUN_ID.at("/run_id", "`run_id` differs"));
    }
    SideEffectReport report = new SideEffectReport(fidelity);
    for (Dimension dimension : Dimension.values()) {
      Json effects = surface.get(dimension.surface());
      if (effects != null && !(effects instanceof Json.Arr)) {
        return new CellDocument.Refused(
            CoverageRefusal.SHAPE.at("/" + dimension.surface(), "it must be an array"));
      }
      if (effects instanceof Json.Arr seen && !seen.items().isEmpty()) {
        report.add(dimension, coverage.of(dimension, record.networkCoverage()));
      }
    }
    return report.made();
  }

  /** Adds what a kind of effects supports that was observed in a way; both gates apply. */
  private void add(Dimension dimension, Optional<CoverageDescriptor> descriptor) {
    Verdict verdict = fidelity.verdict();
    cells.add(positive(dimension));
    Ruling all = CoverageDescriptor.rule(descriptor, Kind.EXHAUSTIVE);
    Optional<Strength> whole = strength(all.answer().and(verdict.positive()));
    boolean complete = all.answer() == Answer.ALLOWED && whole.isPresent();
    cells.add(
        derived(
            dimension.exhaustive(),
            complete ? whole.get() : Strength.WEAK,
            List.of(complete ? SCOPE : "does_not_prove_complete_" + dimension.wire() + "_set"),
            CellDocument.because(all, descriptor)));
    Ruling none = CoverageDescriptor.rule(descriptor, Kind.NEGATIVE);
    String why = CellDocument.because(none, descriptor);
    if (none.answer().and(verdict.negative()) == Answer.ALLOWED) {
      cells.add(derived("bounded_negative_claim", Strength.STRONG, List.of(SCOPE), why));
    } else {
      blocked.add(
          CellDocument.blocked(dimension.negative(), why + "; capture is " + verdict.wire()));
    }
  }

  private ClaimCell positive(Dimension dimension) {
    String capture = "capture is " + fidelity.verdict().wire();
    return strength(fidelity.verdict().positive())
        .map(
            strength ->
                new ClaimCell(
                    dimension.effect(),
                    ArtifactRole.MEASURED_RUN_ARCHIVE,
                    strength,
                    Basis.MEASURED,
                    FILES,
                    List.of(capture),
                    List.of("does_not_prove_tool_intent", SCOPE)))
        .orElseGet(() -> ClaimCell.absent(dimension.effect(), capture + ": nothing measured"));
  }

  /** Gives how strong a claim with such an answer is; empty when it may not be made. */
  private static Optional<Strength> strength(Answer answer) {
    return switch (answer) {
      case ALLOWED -> Optional.of(Strength.STRONG);
      case DEGRADED -> Optional.of(Strength.PARTIAL);
      case BLOCKED -> Optional.empty();
    };
  }

  private static ClaimCell derived(
      String type, Strength strength, List<String> nonClaims, String note) {
    return new ClaimCell(
        type,
        ArtifactRole.MEASURED_RUN_ARCHIVE,
        strength,
        Basis.DERIVED,
        FILES,
        List.of(note),
        nonClaims);
  }

  private CellDocument.Made made() {
    return new CellDocument.Made(
        Json.object()
            .put("schema", SCHEMA)
            .put("run_id", fidelity.runId())
            .put("observation_health_ref", HEALTH_FILE)
            .put("claim_cells", CellDocument.cells(cells))
            .put("blocked_claims", new Json.Arr(blocked))
            .build(),
        cells);
  }
}
