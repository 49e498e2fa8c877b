/**
 * A first policy from calls that were seen: which tools, with arguments of which shape, in which
 * directories and at which hosts. What is learned is never broader than what was seen, except where
 * the page says so; what should not be learned is told apart for a person to decide. Accumulators
 * belong to one thread; nothing here decides a call. Implements {@code docs/reference/init.md}.
 */
@NullMarked
package dev.assay.core.policy.infer;

import org.jspecify.annotations.NullMarked;
