/**
 * Evidence on disk: the journal while a session runs, sealed bundles afterwards, recovery of what a
 * dead recorder left, key files, and bundle archives for reading. What an event says and what makes
 * a bundle intact live in {@code core.evidence}. A journal is appended by the recorder's threads
 * one at a time; one daemon thread per journal flushes it. Implements {@code
 * docs/explanation/evidence.md}.
 */
@NullMarked
package dev.assay.adapter.store;

import org.jspecify.annotations.NullMarked;
