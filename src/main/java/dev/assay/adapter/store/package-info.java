/**
 * Files: journals and the bundles they become, archives that are read back, key files. Everything
 * that touches a disk for evidence is here; what the bytes mean is {@code core.evidence}'s. Appends
 * happen on the caller's thread under the recorder's lock; a daemon thread per journal asks the
 * disk; sealing and recovery run wherever they are called. Implements {@code
 * docs/explanation/evidence.md}.
 */
@NullMarked
package dev.assay.adapter.store;

import org.jspecify.annotations.NullMarked;
