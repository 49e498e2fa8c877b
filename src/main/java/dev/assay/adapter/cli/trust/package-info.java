/**
 * {@code assay trust-basis} and {@code assay trust-card}: the commands that compile a bundle into
 * claims, compare, demand and explain them. They read files, ask a use case of {@code app.offline}
 * and print its result; what a claim means is decided in {@code core.claim}. Main thread only.
 * Implements {@code docs/reference/commands.md}.
 */
@NullMarked
package dev.assay.adapter.cli.trust;

import org.jspecify.annotations.NullMarked;
