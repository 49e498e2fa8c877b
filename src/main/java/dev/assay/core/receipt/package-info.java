/**
 * Small, bounded copies of what other tools produced: one importer for each kind of source, on one
 * kit. A receipt says that a boundary was imported like this, never that the other tool was right.
 * What an importer does not name is dropped; what it cannot bound is refused. Values only, safe on
 * any thread. Implements {@code docs/reference/receipts.md}.
 */
@NullMarked
package dev.assay.core.receipt;

import org.jspecify.annotations.NullMarked;
