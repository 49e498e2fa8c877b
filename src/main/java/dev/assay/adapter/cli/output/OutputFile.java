package dev.assay.adapter.cli.output;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file that a command was asked to write. It appears whole or not at all; an older file of the
 * name is replaced. Missing directories are made.
 */
public final class OutputFile {
  private OutputFile() {}

  /** Writes the file; gives what went wrong. */
  public static Optional<Problem> write(Path file, byte[] content) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Path part = file.resolveSibling("." + file.getFileName() + ".part");
      Files.write(part, content);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          Problem.of(
              CommandReason.OUTPUT_FAILED.code(),
              "`" + file + "` cannot be written",
              Where.NOWHERE));
    }
  }
}
