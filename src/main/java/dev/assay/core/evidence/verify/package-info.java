/**
 * Verifying a bundle that somebody else may have written: one pass, bounded memory, a verdict with
 * its reasons and its limits. What events and seals are is told in {@code core.evidence}; how bytes
 * are framed in {@code frame}; files and terminals live in adapters. Each instance serves one
 * bundle on one thread. Implements {@code docs/reference/evidence-bundle.md}.
 */
@NullMarked
package dev.assay.core.evidence.verify;

import org.jspecify.annotations.NullMarked;
