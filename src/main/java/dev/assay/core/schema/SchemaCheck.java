package dev.assay.core.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether a value satisfies a schema. */
public sealed interface SchemaCheck {
  /** It does. */
  enum Satisfied implements SchemaCheck {
    /** The one instance. */
    SATISFIED
  }

  /**
   * It does not, or judging it would cost more than we allow.
   *
   * @param violations at least one, in the order of the schema; at most {@value
   *     Schema#MAX_VIOLATIONS}
   */
  record Violated(List<Violation> violations) implements SchemaCheck {
    /** Copies the violations. */
    public Violated {
      violations = Collections.unmodifiableList(new ArrayList<>(violations));
    }
  }
}
