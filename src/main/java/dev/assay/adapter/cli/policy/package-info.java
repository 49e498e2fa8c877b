/**
 * {@code assay policy}: the commands that check a policy and ask it about a call. They read files,
 * ask a use case of {@code app.offline} and print its result; what a policy means is decided in
 * {@code core.policy}. Main thread only. Implements {@code docs/reference/commands.md}.
 */
@NullMarked
package dev.assay.adapter.cli.policy;

import org.jspecify.annotations.NullMarked;
