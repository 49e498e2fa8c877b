package dev.assay.app.offline.author;

import dev.assay.core.problem.Problem;

/** Where the policies that cases name are read from. */
public interface PolicyFiles {
  /** What stands under a name. */
  sealed interface Found {
    /**
     * A file was read.
     *
     * @param document what the user calls it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Bytes(String document, byte[] yaml) implements Found {}

    /** There is nothing to read. */
    record Unreadable(Problem problem) implements Found {}
  }

  /** Reads a policy that a user named. */
  Found named(String path);

  /**
   * Reads a policy that a file of cases names.
   *
   * @param path relative to the directory of the file of cases, or absolute
   */
  Found beside(String casesDocument, String path);
}
