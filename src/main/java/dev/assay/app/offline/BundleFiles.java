package dev.assay.app.offline;

import dev.assay.core.problem.Problem;

/** Where bundle archives come from: named files, or standard input under the name {@code -}. */
public interface BundleFiles {

  /** Takes the bytes of an archive, piece by piece. */
  interface Chunks {
    /**
     * Takes {@code data[from, to)}, valid only during the call; false says that no more is wanted.
     */
    boolean accept(byte[] data, int from, int to);
  }

  /** How often the caller is going to ask for an archive; standard input comes only once. */
  enum Passes {
    /** Once. */
    ONE,
    /** Twice: what comes from standard input is kept until then. */
    TWO
  }

  /** How the delivery ended. */
  sealed interface Delivery {
    /** All bytes were handed over, or as many as were wanted. */
    record Delivered() implements Delivery {}

    /** There is nothing to read under this name. */
    record Unavailable(Problem problem) implements Delivery {}

    /** Reading failed on the way; some bytes may have been handed over. */
    record Interrupted(Problem problem) implements Delivery {}
  }

  /** Hands over the bytes of an archive from the start. */
  Delivery deliver(String path, Passes passes, Chunks to);
}
