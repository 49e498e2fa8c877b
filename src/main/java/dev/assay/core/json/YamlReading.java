package dev.assay.core.json;

import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the strict YAML reader made of some bytes. */
public sealed interface YamlReading {
  /** The bytes are one acceptable document. */
  record Read(Json value, SourceMap sources) implements YamlReading {}

  /**
   * The bytes are refused, but their structure is known: the value may be looked at to report more
   * problems at once, and for nothing else.
   */
  record Flawed(Json value, SourceMap sources, List<Problem> problems) implements YamlReading {
    /** Copies the problems. */
    public Flawed {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }

  /** The bytes are refused and nothing can be said about their structure. */
  record Refused(List<Problem> problems) implements YamlReading {
    /** Copies the problems. */
    public Refused {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }
}
