package dev.assay.app.record;

import dev.assay.core.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What recording one event gave. */
public sealed interface Recording {
  /** The event is recorded. */
  record Done(Recorded token) implements Recording {}

  /**
   * The event is not recorded, or not as durably as configured. What it announces must not happen
   * unless the policy accepts gaps. The recorder stays usable and counts the gap.
   *
   * @param fault ours, when making the event failed; then no policy accepts the gap
   */
  record Failed(Problem problem, @Nullable RuntimeException fault) implements Recording {
    /** The outside world failed, or what was to be recorded cannot be. */
    public Failed(Problem problem) {
      this(problem, null);
    }
  }
}
