/**
 * The cases that a policy's author writes beside it: calls and how each must be decided. Reading
 * them strictly and comparing one with a decision lives here; which policy they are asked of and
 * what a decision is come from {@code core.policy}. Values only; safe on any thread. Implements
 * {@code docs/reference/policy-test.md}.
 */
@NullMarked
package dev.assay.core.policy.cases;

import org.jspecify.annotations.NullMarked;
