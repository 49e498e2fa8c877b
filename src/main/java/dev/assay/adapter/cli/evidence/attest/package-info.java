/**
 * {@code assay evidence attest} and {@code verify-attestation}, and what every command about
 * signatures shares: whose keys to trust, files named on the command line, a verdict as lines.
 * Knows no rule of trust; asks {@code app.offline.attest}. Main thread only. Implements {@code
 * docs/reference/commands.md}.
 */
@NullMarked
package dev.assay.adapter.cli.evidence.attest;

import org.jspecify.annotations.NullMarked;
