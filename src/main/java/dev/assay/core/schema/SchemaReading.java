package dev.assay.core.schema;

import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What came of compiling a schema. */
public sealed interface SchemaReading {
  /** It can be checked against. */
  record Compiled(Schema schema) implements SchemaReading {}

  /**
   * It cannot.
   *
   * @param problems all of them; each place is a JSON Pointer inside the schema with the shared
   *     definitions merged in, without line and column
   */
  record Broken(List<Problem> problems) implements SchemaReading {
    /** Copies the problems. */
    public Broken {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }
}
