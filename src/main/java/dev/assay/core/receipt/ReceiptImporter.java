package dev.assay.core.receipt;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;

/** One kind of source. A further one is an implementation and a line in {@link ReceiptCatalog}. */
public interface ReceiptImporter {
  /** How a source is cut into records. */
  enum Cut {
    /** One JSON value a line. */
    LINES,
    /** One JSON document. */
    DOCUMENT,
    /** One object, an array of objects, or one object a line. */
    DOCUMENTS
  }

  /** Gives the fixed words. */
  ReceiptFamily family();

  /** Gives how a source is cut. */
  Cut cut();

  /** Gives the receipts of a record. */
  List<Json.Obj> reduce(Json record, Optional<String> selection) throws RecordRefused;

  /**
   * Reduces a record; never throws.
   *
   * @param selection which part of the record, for importers that know one
   */
  default ImportOutcome read(Json record, Optional<String> selection) {
    return ImportOutcome.of(() -> reduce(record, selection));
  }

  /**
   * Reduces a record part by part, so that one part can be dropped and the others kept; never
   * throws. A record of which no part can be kept by itself is one part.
   */
  default List<ImportOutcome> parts(Json record, Optional<String> selection) {
    return List.of(read(record, selection));
  }
}
