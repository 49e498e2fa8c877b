/**
 * What is recorded of privileged calls: who asked for what, on which target, with which answer.
 * Names and targets are projected and bounded here, ids that point at people or places are hashed,
 * and everything else of the arguments is dropped. Pure functions, safe on any thread. Implements
 * {@code policy.md} 6.4 to 6.6; {@code docs/reference/privileged-actions.md} lists the members.
 */
@NullMarked
package dev.assay.core.surface.privileged;

import org.jspecify.annotations.NullMarked;
