package dev.assay.app.record;

import dev.assay.core.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where evidence is kept. Port; never throws to say that the outside world failed. */
public interface EvidenceStore {
  /** Finds out at start whether evidence can be kept; a problem stops the start. */
  Optional<Problem> prepare(Instant at);

  /** Opens the journal of a new part, held against every other process until it is sealed. */
  JournalOpening open(JournalHeader header, Instant at);

  /**
   * Seals the journals that a dead recorder left behind. Touches only journals nobody holds, so
   * that any number of recorders may run beside it. Slow; for a background thread.
   */
  List<RecoveryOutcome> recoverAll(Instant at);
}
