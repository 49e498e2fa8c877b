/**
 * The evidence event model, its hashes, the contents of a bundle and their verification. Bytes and
 * values only: files, clocks and locks live in {@code adapter.store} and {@code app.record}.
 * Instances are per call and single-threaded. Implements {@code docs/reference/evidence-bundle.md}.
 */
@NullMarked
package dev.assay.core.evidence;

import org.jspecify.annotations.NullMarked;
