package dev.assay.core.identity;

import dev.assay.core.problem.Problem;
import java.util.List;

/** What became of a lock document. */
public sealed interface ToolLockReading {
  /** It can be used. */
  record Read(ToolLock lock) implements ToolLockReading {}

  /** It is refused whole; every problem that was found, with its place. */
  record Refused(List<Problem> problems) implements ToolLockReading {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
