package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.store.LogFile;
import dev.assay.app.record.CheckpointSink;
import dev.assay.core.checkpoint.Checkpoint;
import dev.assay.core.checkpoint.CheckpointNote;
import dev.assay.core.evidence.ChainHead;
import dev.assay.core.problem.Problem;
import java.util.Optional;
import java.util.function.Function;

/**
 * Appends checkpoints to a file, one note after the other with a blank line between. What could not
 * be written is kept as a problem for whoever talks to people. Thread-safe.
 */
final class CheckpointLog implements CheckpointSink {
  private final LogFile file;
  private final Function<Checkpoint, CheckpointNote> notes;

  // guarded by this
  private boolean apart;
  private Optional<Problem> problem = Optional.empty();

  /**
   * Goes on in a file.
   *
   * @param file open for appending
   * @param apart whether something stands in it that may be half a note
   * @param notes makes notes, signed or not
   */
  CheckpointLog(LogFile file, boolean apart, Function<Checkpoint, CheckpointNote> notes) {
    this.file = file;
    this.apart = apart;
    this.notes = notes;
  }

  @Override
  public synchronized void checkpoint(String run, ChainHead head) {
    String note = notes.apply(Checkpoint.of(run, head)).text();
    Optional<Problem> failure = file.append(apart ? "\n\n" + note : note);
    apart = failure.isPresent();
    if (problem.isEmpty()) {
      problem = failure;
    }
  }

  /** Gives the first problem since the last question. */
  synchronized Optional<Problem> takeProblem() {
    Optional<Problem> taken = problem;
    problem = Optional.empty();
    return taken;
  }
}
