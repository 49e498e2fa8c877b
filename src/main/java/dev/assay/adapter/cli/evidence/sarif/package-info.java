/**
 * {@code assay evidence sarif}: what bundles have on record of denials, for code scanning. Reads
 * the policy and the bundles and prints a log; {@code core.gate} makes it. Main thread only.
 * Implements {@code docs/reference/evidence-sarif.md}.
 */
@NullMarked
package dev.assay.adapter.cli.evidence.sarif;

import org.jspecify.annotations.NullMarked;
