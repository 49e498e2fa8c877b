/**
 * Approvals as files of the state directory: requests that the gate makes, approvals that a person
 * signs, and marks that each was used once. What an approval must say is {@code core.approval}'s
 * business. Any thread, any number of processes. Implements {@code docs/reference/approvals.md}.
 */
@NullMarked
package dev.assay.adapter.store.approval;

import org.jspecify.annotations.NullMarked;
