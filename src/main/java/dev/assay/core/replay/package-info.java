/**
 * Replay: recorded decisions decided again, by the policy they were made under or another one, and
 * held against the record. Here is what of a record can be rebuilt (its policies, its totals, the
 * arguments of a trace that its digests bind), whether the files that its rules rested on are known
 * to be the same, and how a new decision compares with the recorded one; deciding itself is {@code
 * core.policy}. What cannot be decided again is a case of its own, never equal. Confined to the
 * thread that reads the bundle. Implements {@code docs/reference/replay.md}.
 */
@NullMarked
package dev.assay.core.replay;

import org.jspecify.annotations.NullMarked;
