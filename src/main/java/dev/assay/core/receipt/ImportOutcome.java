package dev.assay.core.receipt;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.List;

/** What an importer made of one record. */
public sealed interface ImportOutcome {
  /**
   * The record is supported.
   *
   * @param receipts the families' own members, one object a receipt
   */
  record Imported(List<Json.Obj> receipts) implements ImportOutcome {
    /** Copies the receipts. */
    public Imported {
      receipts = List.copyOf(receipts);
    }
  }

  /** The record is refused; the problem's code is one of the registry. */
  record Rejected(Problem problem) implements ImportOutcome {}

  /** Makes receipts, or refuses. */
  interface Reduction {
    /** Gives the receipts. */
    List<Json.Obj> receipts() throws RecordRefused;
  }

  /** Gives what a reduction came to; never throws. */
  static ImportOutcome of(Reduction reduction) {
    try {
      return new Imported(reduction.receipts());
    } catch (RecordRefused refused) {
      return new Rejected(Problem.of(refused.code(), refused.message(), Where.NOWHERE));
    }
  }
}
