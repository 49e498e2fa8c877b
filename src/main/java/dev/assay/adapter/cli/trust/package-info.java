/**
 * {@code assay trust-basis}, {@code assay trust-card} and {@code assay trust-policy}: the commands
 * that compile a bundle into claims, compare, demand, explain, fold and export them, and hold their
 * reports against a policy. They read files, ask a use case of {@code app.offline} and print its
 * result; what a claim means is decided in {@code core.claim}. Main thread only. Implements {@code
 * docs/reference/commands.md}, {@code docs/reference/trust-basis.md}, {@code
 * docs/reference/trust-policy.md} and {@code docs/reference/trust-exports.md}.
 */
@NullMarked
package dev.assay.adapter.cli.trust;

import org.jspecify.annotations.NullMarked;
