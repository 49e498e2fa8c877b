package dev.assay.core.claim.policy;

import dev.assay.core.problem.Problem;
import java.util.List;

/** What became of the bytes of a trust policy. */
public sealed interface TrustPolicyReading {
  /** They are a policy. */
  record Accepted(TrustPolicy policy) implements TrustPolicyReading {}

  /** They are refused; all problems in the order of the text. */
  record Refused(List<Problem> problems) implements TrustPolicyReading {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
