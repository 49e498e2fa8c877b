package dev.assay.app.offline;

import dev.assay.core.problem.Problem;

/** Where journals come from: named files, perhaps being written meanwhile. Port. */
public interface JournalFiles {
  /** What looking into a file gave. */
  sealed interface Look {
    /**
     * It is a journal; its lines up to its last whole record were handed on.
     *
     * @param run run id of its events
     */
    record Journal(String run) implements Look {}

    /** It is something else, or not there; nothing was handed on. */
    record Other() implements Look {}

    /** It is a journal and damaged, or reading it failed; what was handed on means nothing. */
    record Failed(Problem problem) implements Look {}
  }

  /** Takes lines. */
  interface Lines {
    /** Takes the next envelope line, {@code line[from, to)} without its line feed. */
    void add(byte[] line, int from, int to);
  }

  /** Hands on the envelope lines of a journal, in order. */
  Look read(String path, Lines to);
}
