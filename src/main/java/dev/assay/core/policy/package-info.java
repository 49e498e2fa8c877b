/**
 * Decide a call: the compiled policy and the engine that asks its rules in order. Bytes come in,
 * values go out; nothing here reads files, keeps counters or knows a transport. A {@link
 * dev.assay.core.policy.Policy} and its engine are immutable and may be used by any number of
 * threads. Implements {@code docs/reference/policy.md}.
 */
@NullMarked
package dev.assay.core.policy;

import org.jspecify.annotations.NullMarked;
