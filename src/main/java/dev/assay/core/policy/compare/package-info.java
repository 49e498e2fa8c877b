/**
 * Two policies over the same calls: into which of five buckets a pair of decisions falls, and what
 * a session of a trace has done by each of its calls. Nothing here reads a trace or a policy. A
 * count of sessions belongs to one thread. Implements {@code docs/reference/policy-diff.md}.
 */
@NullMarked
package dev.assay.core.policy.compare;

import org.jspecify.annotations.NullMarked;
