/**
 * Signed notes and the text of checkpoints as C2SP signed-note and tlog-checkpoint describe them:
 * the one reader and writer of names, keys, signature lines and checkpoint lines, for heads of
 * recordings ({@code core.checkpoint}) and for transparency logs ({@code core.tlog}) alike. What a
 * checkpoint is about, and whom to believe, is theirs. Everything from outside is bounded before it
 * is parsed. Values only, safe on any thread.
 */
@NullMarked
package dev.assay.core.note;

import org.jspecify.annotations.NullMarked;
