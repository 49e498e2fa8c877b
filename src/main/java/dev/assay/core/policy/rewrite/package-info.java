/**
 * Other texts for the same policy: its normal form, its form in the current version, and the calls
 * that two policies are compared by. A text here is never more than a text: what it means is what
 * {@code core.policy} makes of it. Values only; safe on any thread. Implements {@code
 * docs/reference/policy-rewriting.md}.
 */
@NullMarked
package dev.assay.core.policy.rewrite;

import org.jspecify.annotations.NullMarked;
