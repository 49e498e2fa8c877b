package dev.assay.adapter.cli.output;

import dev.assay.core.report.SarifPlace;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files that code scanning can show: those below the working directory, which is the root of the
 * repository in a pipeline. It does not ask whether a file is there or committed.
 */
public final class CommittedFile {
  private CommittedFile() {}

  /** Gives the path from the working directory; empty for a file elsewhere. */
  public static Optional<String> path(String file) {
    try {
      Path root = Path.of("").toAbsolutePath().normalize();
      Path path = root.resolve(file).normalize();
      if (!path.startsWith(root)) {
        return Optional.empty();
      }
      String relative = root.relativize(path).toString().replace('\\', '/');
      return Optional.of(relative).filter(SarifPlace::isInRepository);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /** Says what is wrong with a file elsewhere. */
  public static String unplaced(String file) {
    return "`"
        + file
        + "` does not lie below the working directory, so that code scanning cannot show it: run"
        + " from the root of the repository";
  }
}
