/**
 * What a session remembers for its policy, and the entries that need it: rates, totals of single
 * tools, and sequences. A {@link dev.assay.core.policy.session.SessionPlan} says what is counted, a
 * {@link dev.assay.core.policy.session.SessionLedger} counts it for one session in memory that the
 * policy alone bounds, {@link dev.assay.core.policy.session.SessionFacts} are what one call is
 * judged by. The same calls at the same recorded times give the same facts. Only the ledger
 * changes; it is safe on any thread. Implements {@code docs/reference/policy.md}.
 */
@NullMarked
package dev.assay.core.policy.session;

import org.jspecify.annotations.NullMarked;
