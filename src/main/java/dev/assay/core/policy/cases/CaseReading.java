package dev.assay.core.policy.cases;

import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What became of a file of cases. */
public sealed interface CaseReading {
  /**
   * The file is one.
   *
   * @param document what the user calls it
   * @param policy the policy its cases are asked of, relative to the file, unless they say
   *     otherwise
   * @param cases at least one, in the order of the text
   */
  record Read(String document, Optional<String> policy, List<PolicyCase> cases)
      implements CaseReading {
    /** Copies the cases. */
    public Read {
      cases = Collections.unmodifiableList(new ArrayList<>(cases));
    }
  }

  /** The file is refused whole; all the problems, in the order of the text. */
  record Refused(List<Problem> problems) implements CaseReading {
    /** Copies the problems. */
    public Refused {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }
}
