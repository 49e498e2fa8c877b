package dev.assay.app.record;

import dev.assay.core.problem.Problem;

/** What appending gave. */
public sealed interface Appending {
  /**
   * The lines are with the operating system.
   *
   * @param position length of the journal now
   */
  record Written(long position) implements Appending {}

  /** None of the lines counts. */
  record Failed(Problem problem) implements Appending {}
}
