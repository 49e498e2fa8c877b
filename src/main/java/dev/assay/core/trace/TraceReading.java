package dev.assay.core.trace;

import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What became of a trace. */
public sealed interface TraceReading {
  /** It was read whole; the calls that were handed over count. */
  record Read(long calls) implements TraceReading {}

  /**
   * It is refused, and what was handed over counts for nothing.
   *
   * @param problems at least one, in the order of the lines; after {@link TraceReader#MAX_PROBLEMS}
   *     nobody looked further
   */
  record Refused(List<Problem> problems) implements TraceReading {
    /** Copies the problems. */
    public Refused {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }
}
