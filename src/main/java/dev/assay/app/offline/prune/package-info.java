/**
 * Retention of the local evidence directory: which bundles may go, the record of those that went,
 * and the order of the two. Nothing is removed that is not intact, that a legal hold names, or
 * whose record is not on the disk. Main thread only. Implements {@code
 * docs/reference/evidence-store.md}.
 */
@NullMarked
package dev.assay.app.offline.prune;

import org.jspecify.annotations.NullMarked;
