/**
 * What an allowed call owes before it is sent: the scope it stays in and the arguments it sends
 * redacted. Contracts are read from the policy and applied here; which tools they hold for, and
 * that a duty not met denies, is decided in {@code core.policy.rule}. Everything is immutable.
 * Implements {@code docs/reference/policy.md}.
 */
@NullMarked
package dev.assay.core.policy.duty;

import org.jspecify.annotations.NullMarked;
