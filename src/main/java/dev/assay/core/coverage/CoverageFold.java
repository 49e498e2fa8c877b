package dev.assay.core.coverage;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Many drift annotations as counts and floors, never an average. A run without a usable cell counts
 * as missing, which is the lowest floor. One thread. Source: {@code trust-basis.md} 10.7.
 */
public final class CoverageFold {
  /** Identity of the document. */
  public static final String SCHEMA = "assay.coverage_fleet_summary.v0";

  private static final String MISSING = "missing";
  private static final List<Strength> SHOWN =
      List.of(Strength.STRONG, Strength.PARTIAL, Strength.WEAK, Strength.ABSENT);
  private static final List<Strength> EXHAUSTIVE =
      List.of(Strength.PARTIAL, Strength.WEAK, Strength.ABSENT);

  private final Map<DriftDimension, Counts> dimensions = new EnumMap<>(DriftDimension.class);
  private long runs;

  /** The counts of one dimension; the key is a strength's spelling. */
  private static final class Counts {
    private final Map<String, Long> positive = new TreeMap<>();
    private final Map<String, Long> exhaustive = new TreeMap<>();
    private long blocked;
    private long observed;
  }

  /** Makes an empty fold. */
  public CoverageFold() {
    for (DriftDimension dimension : DriftDimension.values()) {
      dimensions.put(dimension, new Counts());
    }
  }

  /** Adds the annotation of a run; gives what is wrong with it, and then it does not count. */
  public Optional<Problem> add(Json.Obj annotation) {
    if (!annotation.string("schema").orElse("").equals(DriftAnnotation.SCHEMA)) {
      return Optional.of(
          CoverageRefusal.SCHEMA.at("/schema", "a fold takes `" + DriftAnnotation.SCHEMA + "`"));
    }
    return switch (CellTable.read(annotation)) {
      case CellTable.Reading.Refused(Problem problem) -> Optional.of(problem);
      case CellTable.Reading.Read(CellTable table) -> {
        runs++;
        dimensions.forEach((dimension, counts) -> count(dimension, counts, table));
        yield Optional.empty();
      }
    };
  }

  private static void count(DriftDimension dimension, Counts counts, CellTable table) {
    String measured = strength(table.cell(dimension.measured()), SHOWN);
    counts.positive.merge(measured, 1L, Long::sum);
    counts.observed += measured.equals(MISSING) ? 0 : 1;
    counts.exhaustive.merge(
        strength(table.cell(dimension.exhaustive()), EXHAUSTIVE), 1L, Long::sum);
    counts.blocked += table.blocks(dimension.negative()) ? 1 : 0;
  }

  /** A strength that the row cannot have counts as missing, like a cell that is none. */
  private static String strength(CellTable.Entry entry, List<Strength> possible) {
    return switch (entry) {
      case CellTable.Entry.One(ClaimCell cell) when possible.contains(cell.strength()) ->
          cell.strength().wire();
      case CellTable.Entry.One _,
          CellTable.Entry.Unusable _,
          CellTable.Entry.Contradictory _,
          CellTable.Entry.Missing _ ->
          MISSING;
    };
  }

  /** Gives how many runs were added. */
  public long runs() {
    return runs;
  }

  /** Gives the weakest that any run has of a dimension; {@code missing} when there are none. */
  public String floor(DriftDimension dimension) {
    Map<String, Long> counts = counts(dimension).positive;
    if (runs == 0 || counts.containsKey(MISSING)) {
      return MISSING;
    }
    for (Strength strength : Strength.values()) {
      if (counts.containsKey(strength.wire())) {
        return strength.wire();
      }
    }
    return MISSING;
  }

  private Counts counts(DriftDimension dimension) {
    return dimensions.getOrDefault(dimension, new Counts());
  }

  /** Gives it for a document. */
  public Json.Obj json() {
    Json.ObjBuilder all = Json.object();
    for (DriftDimension dimension : DriftDimension.values()) {
      Counts counts = counts(dimension);
      all.put(
          dimension.wire(),
          Json.object()
              .put("measured_positive", histogram(counts.positive, SHOWN))
              .put("exhaustive_equality", histogram(counts.exhaustive, EXHAUSTIVE))
              .put("bounded_negative_blocked", counts.blocked)
              .put("runs_observed", counts.observed)
              .put("fleet_positive_floor", floor(dimension))
              .build());
    }
    return Json.object()
        .put("schema", SCHEMA)
        .put("run_count", runs)
        .put("dimensions", all.build())
        .build();
  }

  private static Json.Obj histogram(Map<String, Long> counts, List<Strength> shown) {
    Json.ObjBuilder histogram = Json.object();
    for (Strength strength : shown) {
      histogram.put(strength.wire(), counts.getOrDefault(strength.wire(), 0L));
    }
    return histogram.put(MISSING, counts.getOrDefault(MISSING, 0L)).build();
  }
}
