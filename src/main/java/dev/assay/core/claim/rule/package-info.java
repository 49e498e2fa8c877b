/**
 * The rules behind the claims, and how they are fed: one rule a claim, listed once in {@code
 * ClaimCatalog}. A rule folds events one by one in constant memory and then says what level they
 * support and why. It never looks outside the bundle but for what a {@code Ground} tells it. Rules
 * are immutable; a tally belongs to one compilation and one thread. Implements {@code
 * docs/reference/trust-basis.md}.
 */
@NullMarked
package dev.assay.core.claim.rule;

import org.jspecify.annotations.NullMarked;
