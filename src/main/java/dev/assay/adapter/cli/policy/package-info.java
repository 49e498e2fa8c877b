/**
 * {@code assay policy} and {@code assay init}: the commands that write a first policy, check one,
 * ask it about calls, rewrite it and compare it with another. They read files, ask a use case of
 * {@code app.offline} and print its result; what a policy means is decided in {@code core.policy}.
 * Main thread only. Implements {@code docs/reference/commands.md}.
 */
@NullMarked
package dev.assay.adapter.cli.policy;

import org.jspecify.annotations.NullMarked;
