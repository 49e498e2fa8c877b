/**
 * Checks that a reader makes of records of others: that they hold together and say nothing beyond
 * what they may. Each check has a name and an answer; no signature is verified here, and no claim
 * follows from a check that passes. Values only, safe on any thread unless a type says otherwise.
 * Implements {@code docs/reference/receipts.md}.
 */
@NullMarked
package dev.assay.core.receipt.check;

import org.jspecify.annotations.NullMarked;
