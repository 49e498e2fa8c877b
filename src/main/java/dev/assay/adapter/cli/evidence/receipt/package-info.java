/**
 * {@code assay evidence receipts}, {@code assay evidence schema} and the {@code verify-…} commands
 * beside them: making receipts again from their sources, the JSON Schemas of receipts and sources,
 * and checks of records of others. Each command reads files, asks one use case or the checks of the
 * core, and prints the answer. Main thread only. Implements {@code docs/reference/receipts.md}.
 */
@NullMarked
package dev.assay.adapter.cli.evidence.receipt;

import org.jspecify.annotations.NullMarked;
