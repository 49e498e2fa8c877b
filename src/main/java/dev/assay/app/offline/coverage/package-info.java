/**
 * Use cases that ask what the observation in a verified bundle can support. Nothing here judges:
 * {@code core.coverage} does. Main thread only. Implements {@code docs/reference/coverage.md}.
 */
@NullMarked
package dev.assay.app.offline.coverage;

import org.jspecify.annotations.NullMarked;
