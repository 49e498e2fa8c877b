package dev.assay.app.record;

import dev.assay.core.problem.Problem;

/** What recording one event gave. */
public sealed interface Recording {
  /** The event is recorded. */
  record Done(Recorded token) implements Recording {}

  /**
   * The event is not recorded, or not as durably as configured. What it announces must not happen
   * unless the policy accepts gaps. The recorder stays usable and counts the gap.
   */
  record Failed(Problem problem) implements Recording {}
}
