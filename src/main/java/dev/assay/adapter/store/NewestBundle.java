package dev.assay.adapter.store;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The bundle that {@code --last} means: the one written last in the local evidence directory. */
public sealed interface NewestBundle {
  /** There is one. */
  record Found(Path file) implements NewestBundle {}

  /** There is none, or nobody knows where to look. */
  record NotFound(Problem problem) implements NewestBundle {}

  /** Looks it up. */
  static NewestBundle find(Map<String, String> environment) {
    return switch (StateDirectory.locate(environment)) {
      case StateDirectory.Unknown(Problem problem) -> new NotFound(problem);
      case StateDirectory.Located located -> in(located.evidence(), "*.tar.gz");
    };
  }

  /** Looks up the newest of a directory's files with such names. */
  static NewestBundle in(Path directory, String names) {
    Path newest = null;
    long newestTime = Long.MIN_VALUE;
    try (DirectoryStream<Path> bundles = Files.newDirectoryStream(directory, names)) {
      for (Path bundle : bundles) {
        long time = Files.getLastModifiedTime(bundle).toMillis();
        if (newest == null
            || time > newestTime
            || (time == newestTime && bundle.compareTo(newest) > 0)) {
          newest = bundle;
          newestTime = time;
        }
      }
    } catch (IOException e) {
      newest = null;
    }
    return newest == null
        ? new NotFound(
            new Problem(
                "evidence.none",
                "there is no bundle in `" + directory + "`",
                Where.NOWHERE,
                "record one with `assay mcp wrap`, or name a file"))
        : new Found(newest);
  }
}
