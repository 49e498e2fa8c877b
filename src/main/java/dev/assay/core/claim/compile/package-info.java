/**
 * Turns a verified bundle into claims: the compiler folds events through the rules of {@code
 * core.claim.rule} and gives {@code trust-basis.json} and the report beside it. Incremental, so
 * that a running gateway can be asked at any time. A compiler belongs to one thread. Implements
 * {@code docs/reference/trust-basis.md}.
 */
@NullMarked
package dev.assay.core.claim.compile;

import org.jspecify.annotations.NullMarked;
