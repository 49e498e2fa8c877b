package dev.assay.app.offline;

import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Says whether a document is a policy that the gate would start with: the very reading the gate
 * does, so what is valid here is enforced there.
 */
public final class ValidatePolicy {
  private ValidatePolicy() {}

  /**
   * Validates a document.
   *
   * @param yaml its bytes
   * @param documentName what the user calls it
   * @param denyDeprecations whether old forms are refused
   */
  public static Result validate(byte[] yaml, String documentName, boolean denyDeprecations) {
    return switch (PolicyReader.read(yaml, documentName, denyDeprecations)) {
      case PolicyReading.Accepted accepted ->
          new Result.Valid(documentName, accepted.policy(), accepted.policy().warnings());
      case PolicyReading.Refused refused -> new Result.Invalid(documentName, refused.problems());
    };
  }

  /** What became of the document. */
  public sealed interface Result {
    /** Gives what the user calls the document. */
    String documentName();

    /**
     * The gate would start with it.
     *
     * @param warnings what is legal and probably not meant
     */
    record Valid(String documentName, Policy policy, List<Problem> warnings) implements Result {
      /** Copies the warnings. */
      public Valid {
        warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
      }
    }

    /**
     * The gate would refuse to start.
     *
     * @param problems all of them, in the order of the text
     */
    record Invalid(String documentName, List<Problem> problems) implements Result {
      /** Copies the problems. */
      public Invalid {
        problems = Collections.unmodifiableList(new ArrayList<>(problems));
      }
    }
  }
}
