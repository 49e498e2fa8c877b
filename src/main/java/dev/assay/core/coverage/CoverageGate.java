package dev.assay.core.coverage;

import dev.assay.core.coverage.CellTable.Entry;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds claims that somebody wants to make against the cells of a document. A claim without its
 * cell, with one that breaks a rule, with two that disagree, or about something the document cannot
 * speak of is not permitted. Source: {@code trust-basis.md} 10.6.
 *
 * @param results in the order of the demands
 */
public record CoverageGate(List<Result> results) {
  private static final String NO_CELL = "no_cell";
  private static final String NOT_EVALUABLE = "not_evaluable";
  private static final String NOT_SUPPORTED = "not_supported";
  private static final String CONTRADICTORY = "contradictory_cells";
  private static final String UNUSABLE = "unusable_cell";
  private static final String OF_A_BUNDLE = BundleCells.SCHEMA;
  private static final List<Strength> STRONG_OR_PARTIAL =
      List.of(Strength.STRONG, Strength.PARTIAL);

  /**
   * What came of one demand.
   *
   * @param demand what was asked
   * @param permitted whether the claim may be made
   * @param why the code of the reason
   */
  public record Result(CoverageDemand demand, boolean permitted, String why) {
    private ClaimSupport support() {
      if (permitted) {
        return why.equals(Strength.PARTIAL.wire()) ? ClaimSupport.DEGRADED : ClaimSupport.SUPPORTED;
      }
      return switch (why) {
        case NO_CELL, NOT_EVALUABLE, NOT_SUPPORTED, CONTRADICTORY, UNUSABLE ->
            ClaimSupport.NOT_EVALUABLE;
        default -> ClaimSupport.BLOCKED;
      };
    }

    private Json.Obj json() {
      return Json.object()
          .put("claim", demand.text())
          .put("permitted", permitted)
          .put("why", why)
          .build();
    }
  }

  /** What became of a document. */
  public sealed interface Outcome {
    /** Every demand was judged. */
    record Judged(CoverageGate gate) implements Outcome {}

    /** The document has no cells to judge by. */
    record Refused(Problem problem) implements Outcome {}
  }

  /** What of a document a dimension stands for; {@code whole} permits to say that it is all. */
  private record Names(
      String positive, String exhaustive, List<Strength> whole, Optional<String> negative) {}

  /** Copies the results. */
  public CoverageGate {
    results = List.copyOf(results);
  }

  /** Judges demands; no demand at all permits nothing. */
  public static Outcome of(Json.Obj document, List<CoverageDemand> demands) {
    String schema = document.string("schema").orElse("");
    boolean known =
        schema.equals(DriftAnnotation.SCHEMA)
            || schema.equals(SideEffectReport.SCHEMA)
            || schema.equals(OF_A_BUNDLE);
    if (!known) {
      return new Outcome.Refused(
          CoverageRefusal.SCHEMA.at(
              "/schema",
              "the gate reads `"
                  + DriftAnnotation.SCHEMA
                  + "`, `"
                  + SideEffectReport.SCHEMA
                  + "` and `"
                  + OF_A_BUNDLE
                  + "`"));
    }
    return switch (CellTable.read(document)) {
      case CellTable.Reading.Refused(Problem problem) -> new Outcome.Refused(problem);
      case CellTable.Reading.Read(CellTable table) -> {
        List<Result> results = new ArrayList<>();
        for (CoverageDemand demand : demands) {
          results.add(judge(demand, names(schema, demand.dimension()), table));
        }
        yield new Outcome.Judged(new CoverageGate(results));
      }
    };
  }

  private static Names names(String schema, String dimension) {
    if (schema.equals(DriftAnnotation.SCHEMA)) {
      return new Names(
          "measured_" + dimension + "_drift",
          "exhaustive_" + dimension + "_equality",
          List.of(Strength.PARTIAL),
          DriftDimension.of(dimension).map(DriftDimension::negative));
    }
    Optional<Dimension> effect = Dimension.of(dimension);
    return new Names(
        effect.map(Dimension::effect).orElse(dimension),
        effect.map(Dimension::exhaustive).orElse("exhaustive_" + dimension + "_set"),
        STRONG_OR_PARTIAL,
        effect.map(Dimension::negative));
  }

  private static Result judge(CoverageDemand demand, Names names, CellTable table) {
    return switch (demand.type()) {
      case POSITIVE -> by(demand, table.cell(names.positive()), STRONG_OR_PARTIAL);
      case EXHAUSTIVE -> by(demand, table.cell(names.exhaustive()), names.whole());
      case BOUNDED_NEGATIVE -> negative(demand, names, table);
    };
  }

  private static Result by(CoverageDemand demand, Entry entry, List<Strength> enough) {
    return switch (entry) {
      case Entry.One(ClaimCell cell) ->
          new Result(demand, enough.contains(cell.strength()), cell.strength().wire());
      case Entry.Unusable _ -> new Result(demand, false, UNUSABLE);
      case Entry.Contradictory _ -> new Result(demand, false, CONTRADICTORY);
      case Entry.Missing _ -> new Result(demand, false, NO_CELL);
    };
  }

  /**
   * That nothing blocks a claim of absence is not enough: what was seen must itself be permitted as
   * all there was. A document that says nothing of the dimension would otherwise pass.
   */
  private static Result negative(CoverageDemand demand, Names names, CellTable table) {
    if (names.negative().isEmpty()) {
      return new Result(demand, false, NOT_EVALUABLE);
    }
    if (table.blocks(names.negative().get())) {
      return new Result(demand, false, "blocked");
    }
    boolean supported =
        by(demand, table.cell(names.positive()), STRONG_OR_PARTIAL).permitted()
            && by(demand, table.cell(names.exhaustive()), names.whole()).permitted();
    return new Result(demand, supported, supported ? "not_blocked" : NOT_SUPPORTED);
  }

  /** Says whether every claim may be made; without demands none may. */
  public boolean passed() {
    return !results.isEmpty() && results.stream().allMatch(Result::permitted);
  }

  /** Gives what the demands come to together; the worst of them, and nothing without any. */
  public ClaimSupport support() {
    return ClaimSupport.fold(results.stream().map(Result::support).toList());
  }

  /** Gives it for a document. */
  public Json.Obj json() {
    return Json.object()
        .put("passed", passed())
        .put("results", new Json.Arr(results.stream().<Json>map(Result::json).toList()))
        .build();
  }
}
