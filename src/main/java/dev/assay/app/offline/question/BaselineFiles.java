package dev.assay.app.offline.question;

import dev.assay.app.offline.BundleFiles;
import dev.assay.core.problem.Problem;

/** Where accepted bundles are kept, one for each key, as copies of the archive. */
public interface BaselineFiles {
  /** Where the baseline of a key is. */
  sealed interface Place {
    /** There is one, under this path. */
    record Present(String path) implements Place {}

    /** There is none, or the place may not be used. */
    record Unusable(Problem problem) implements Place {}
  }

  /** What became of keeping a baseline. */
  sealed interface Keeping {
    /** It stands under this path. */
    record Kept(String path) implements Keeping {}

    /** Nothing changed, and why. */
    record NotKept(Problem problem) implements Keeping {}

    /** The place cannot be written. */
    record Failed(Problem problem) implements Keeping {}
  }

  /** Finds the baseline of a key. */
  Place find(String directory, BaselineKey key);

  /**
   * Keeps an archive as the baseline of a key, whole or not at all.
   *
   * @param archiveSha256 the digest its bytes must have
   * @param replace whether one that is there gives way
   */
  Keeping keep(
      String directory,
      BaselineKey key,
      String path,
      String archiveSha256,
      boolean replace,
      BundleFiles files);
}
