package dev.assay.core.attest;

import dev.assay.core.problem.Problem;
import java.util.List;

/** What became of a trust set file. */
public sealed interface TrustSetReading {
  /** The set can be used. */
  record Read(TrustSet trust) implements TrustSetReading {}

  /** It is refused whole; every problem that was found. */
  record Refused(List<Problem> problems) implements TrustSetReading {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
