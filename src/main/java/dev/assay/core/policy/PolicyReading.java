package dev.assay.core.policy;

import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What became of a policy document. */
public sealed interface PolicyReading {
  /** The document is a policy; its warnings are in it. */
  record Accepted(Policy policy) implements PolicyReading {}

  /** The document is refused whole; all the problems, in the order of the text. */
  record Refused(List<Problem> problems) implements PolicyReading {
    /** Copies the problems. */
    public Refused {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }
}
