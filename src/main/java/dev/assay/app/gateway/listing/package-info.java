/**
 * Asking an upstream for its tools ourselves, when a privileged call waits for that. Two threads
 * touch it: the agent's side waits, the upstream's side brings answers. What the answers teach is
 * for {@code app.gateway} to say. Implements the establish journey of {@code policy.md} 6.4.
 */
@NullMarked
package dev.assay.app.gateway.listing;

import org.jspecify.annotations.NullMarked;
