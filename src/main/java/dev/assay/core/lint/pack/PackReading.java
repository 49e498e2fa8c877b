package dev.assay.core.lint.pack;

import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the reader made of a pack file. */
public sealed interface PackReading {
  /** It can be run. */
  record Accepted(RulePack pack) implements PackReading {}

  /** It cannot; every problem found, in the order of the text. */
  record Refused(List<Problem> problems) implements PackReading {
    /** Copies the problems. */
    public Refused {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }
}
