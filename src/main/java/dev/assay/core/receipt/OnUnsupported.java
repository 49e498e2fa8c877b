package dev.assay.core.receipt;

/** What happens to a source with a record that its importer does not support. */
public enum OnUnsupported {
  /** Nothing of the source is imported. */
  FAIL,
  /** The record is dropped and stands in the ledger; the others are imported. */
  SKIP
}
