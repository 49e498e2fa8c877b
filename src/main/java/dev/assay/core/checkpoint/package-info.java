/**
 * Heads of recordings as text that outlives the place where they were made: checkpoints in the form
 * of C2SP signed notes, which {@code core.note} reads and writes. How a head is computed is in
 * {@code core.evidence}; when one is made, and where it goes, is decided in {@code app.record} and
 * by the command. Values only, safe on any thread. Implements {@code docs/reference/checkpoint.md}.
 */
@NullMarked
package dev.assay.core.checkpoint;

import org.jspecify.annotations.NullMarked;
