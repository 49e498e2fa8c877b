/**
 * Coverage honesty: what an observation can support. A claim cell says how strongly an artifact
 * supports one claim and on what basis; capture health and coverage descriptors say which claims
 * may be made at all; the gate refuses a claim that goes beyond them. Reports of the reference's
 * internal runner are read and judged here, never produced; of our own bundles the cells are made.
 * What is missing, unknown or contradictory permits nothing. Values only, but for the folds, which
 * belong to one thread. Implements {@code docs/reference/coverage.md}.
 */
@NullMarked
package dev.assay.core.coverage;

import org.jspecify.annotations.NullMarked;
