package dev.assay.app.record;

import dev.assay.core.problem.Problem;

/** What became of one journal that a dead recorder left behind. */
public sealed interface RecoveryOutcome {
  /**
   * It is a bundle now.
   *
   * @param bundle the bundle
   * @param bytesDropped incomplete bytes that were cut from the journal's end
   */
  record Recovered(SealedBundle bundle, long bytesDropped) implements RecoveryOutcome {}

  /**
   * It is damaged in a way that a crash does not explain. It was renamed and is never repaired.
   *
   * @param location where it lies now
   * @param problem what is wrong with it
   */
  record Quarantined(String location, Problem problem) implements RecoveryOutcome {}

  /**
   * It could not be recovered now and is left as it is for the next start.
   *
   * @param location where it lies
   * @param problem what went wrong
   */
  record Failed(String location, Problem problem) implements RecoveryOutcome {}
}
