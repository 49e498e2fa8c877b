/**
 * The steps on disk that evidence depends on, one method each, so that tests can let every one of
 * them fail before and after its effect; and the disk of this machine. Knows nothing of journals or
 * bundles. What is forced when is told in {@code docs/explanation/evidence.md}.
 */
@NullMarked
package dev.assay.adapter.store.disk;

import org.jspecify.annotations.NullMarked;
