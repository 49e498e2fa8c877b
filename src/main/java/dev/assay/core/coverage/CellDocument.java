package dev.assay.core.coverage;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one of our makers of cells came to: a document with cells and the claims it blocks, or why
 * there is none.
 */
public sealed interface CellDocument {
  /** There is one. */
  record Made(Json.Obj json, List<ClaimCell> cells) implements CellDocument {
    /** Copies the cells. */
    public Made {
      cells = List.copyOf(cells);
    }
  }

  /** Its sources do not allow one. */
  record Refused(Problem problem) implements CellDocument {}

  /** Gives cells for a document. */
  static Json.Arr cells(List<ClaimCell> cells) {
    return new Json.Arr(cells.stream().<Json>map(ClaimCell::json).toList());
  }

  /** Gives a claim that is not made, for a document. */
  static Json.Obj blocked(String requested, String reason) {
    return Json.object()
        .put("claim_type", "bounded_negative_claim")
        .put("requested_claim", requested)
        .put("decision", Answer.BLOCKED.wire())
        .put("reason", reason)
        .build();
  }

  /** Gives the note of a derived cell or a blocked claim: the rule, and what the method misses. */
  static String because(CoverageDescriptor.Ruling ruling, Optional<CoverageDescriptor> descriptor) {
    List<String> parts = new ArrayList<>();
    parts.add("rule " + ruling.rule());
    descriptor.ifPresent(
        one -> {
          parts.add("completeness is " + one.completeness());
          one.blindSpots()
              .filter(spots -> !spots.isEmpty())
              .ifPresent(spots -> parts.add("blind spots: " + String.join(", ", spots)));
        });
    return String.join("; ", parts);
  }
}
