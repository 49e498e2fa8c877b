package dev.assay.core.coverage;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cells and blocked claims of a document, looked up by type. A cell that breaks a rule, or of
 * which there are two that disagree, is kept as such: nothing rests on it.
 */
final class CellTable {
  private static final Json NO_NOTES = Json.Arr.EMPTY;

  private final Map<String, Entry> cells = new TreeMap<>();
  private final Set<String> blocked = new TreeSet<>();

  /** What stands under a type. */
  sealed interface Entry {
    /** One cell. */
    record One(ClaimCell cell) implements Entry {}

    /** Something that is no cell. */
    record Unusable() implements Entry {}

    /** Cells that disagree. */
    record Contradictory() implements Entry {}

    /** Nothing. */
    record Missing() implements Entry {}
  }

  /** What became of a document. */
  sealed interface Reading {
    /** It has cells and blocked claims. */
    record Read(CellTable table) implements Reading {}

    /** It has not. */
    record Refused(Problem problem) implements Reading {}
  }

  private CellTable() {}

  /** Reads the two lists of a document. A cell may lack {@code notes}, which nothing rests on. */
  static Reading read(Json.Obj document) {
    if (!(document.get("claim_cells") instanceof Json.Arr rows)
        || !(document.get("blocked_claims") instanceof Json.Arr blocks)) {
      return refused("", "`claim_cells` and `blocked_claims` must be arrays");
    }
    CellTable table = new CellTable();
    for (int i = 0; i < rows.items().size(); i++) {
      if (!(rows.items().get(i) instanceof Json.Obj row) || row.string("claim_type").isEmpty()) {
        return refused("/claim_cells/" + i, "a cell is an object with a `claim_type`");
      }
      table.add(row.string("claim_type").get(), row);
    }
    for (int i = 0; i < blocks.items().size(); i++) {
      if (!(blocks.items().get(i) instanceof Json.Obj row)
          || row.string("requested_claim").isEmpty()) {
        return refused(
            "/blocked_claims/" + i, "a blocked claim is an object with a `requested_claim`");
      }
      table.blocked.add(row.string("requested_claim").get());
    }
    return new Reading.Read(table);
  }

  private static Reading refused(String pointer, String detail) {
    return new Reading.Refused(CoverageRefusal.SHAPE.at(pointer, detail));
  }

  private void add(String type, Json.Obj row) {
    Json.Obj whole = row.get("notes") == null ? plus(row) : row;
    Entry entry =
        switch (ClaimCell.read(whole)) {
          case ClaimCell.Reading.Read read -> new Entry.One(read.cell());
          case ClaimCell.Reading.Refused _ -> new Entry.Unusable();
        };
    cells.merge(type, entry, (before, now) -> before.equals(now) ? now : new Entry.Contradictory());
  }

  private static Json.Obj plus(Json.Obj row) {
    Json.ObjBuilder whole = Json.object();
    row.members().forEach(whole::put);
    return whole.put("notes", NO_NOTES).build();
  }

  /** Gives what stands under a type. */
  Entry cell(String type) {
    return cells.getOrDefault(type, new Entry.Missing());
  }

  /** Says whether a claim is named as one that may not be made. */
  boolean blocks(String requested) {
    return blocked.contains(requested);
  }
}
