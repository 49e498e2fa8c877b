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

  /**
   * Says whether of several members with one name the last counts, as in the tools that write most
   * of these files; otherwise they refuse a document.
   */
  default boolean lastWins() {
    return true;
  }

  /** Says whether receipts say how their source is called. */
  default boolean namesSource() {
    return true;
  }

  /**
   * Gives the events of one receipt.
   *
   * @param seq number of the first of them in its run
   * @param own what {@link #reduce} gave
   */
  default List<ReceiptEvent> events(ImportContext context, String runId, int seq, Json.Obj own) {
    return List.of(new ReceiptEvent(family().eventType(), family().payload(context, own)));
  }

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
