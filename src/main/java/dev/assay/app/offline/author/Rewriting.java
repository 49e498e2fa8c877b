package dev.assay.app.offline.author;

import dev.assay.core.problem.Problem;
import java.util.List;

/** What became of writing a policy anew. */
public sealed interface Rewriting {
  /** Gives what the user calls the document. */
  String document();

  /** Nothing is to be written. */
  record Refused(String document, List<Problem> problems) implements Rewriting {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * There is a text.
   *
   * @param before the text as it stands
   * @param after the new text, which has been read again and means the same; may be the same text
   * @param remarks what was changed and what was checked, for people
   * @param lost comments of the old text that the new one has no place for
   */
  record Written(
      String document, String before, String after, List<String> remarks, List<String> lost)
      implements Rewriting {
    /** Copies the lists. */
    public Written {
      remarks = List.copyOf(remarks);
      lost = List.copyOf(lost);
    }

    /** Says whether the text changes. */
    public boolean changes() {
      return !before.equals(after);
    }
  }
}
