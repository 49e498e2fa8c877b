/**
 * {@code assay evidence receipts} and {@code assay evidence schema}: making receipts again from
 * their sources, and the JSON Schemas of receipts and sources. Each command reads files, asks one
 * use case and prints its answer. Main thread only. Implements {@code docs/reference/receipts.md}.
 */
@NullMarked
package dev.assay.adapter.cli.evidence.receipt;

import org.jspecify.annotations.NullMarked;
