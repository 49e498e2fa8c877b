package dev.assay.adapter.cli.output;

import dev.assay.adapter.file.FreshFile;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that a command was asked to write. It appears whole or not at all, whatever fails on the
 * way.
 */
public final class OutputFile {
  private OutputFile() {}

  /** What became of it. */
  public sealed interface Writing {
    /** The file is in place. */
    record Written() implements Writing {}

    /** The name is taken; what is there was not touched. */
    record Taken(Problem problem) implements Writing {}

    /** The disk said no; nothing is left behind. */
    record Failed(Problem problem) implements Writing {}
  }

  /**
   * Writes what evidence stands on, readable by its owner only, into an existing directory;
   * replaces a regular file only when told to.
   */
  public static Writing create(String name, byte[] bytes, boolean replace) {
    try {
      Path path = Path.of(name);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && !(replace && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))) {
        return taken(name);
      }
      try (FreshFile file = FreshFile.in(directory(path))) {
        file.write(bytes, 0, bytes.length);
        if (replace) {
          file.replace(path);
        } else {
          file.publish(path);
        }
      }
      return new Writing.Written();
    } catch (InvalidPathException _) {
      return failed(name, "it is not a file name");
    } catch (FileAlreadyExistsException _) {
      return taken(name);
    } catch (AccessDeniedException _) {
      return failed(name, "permission denied");
    } catch (NoSuchFileException _) {
      return failed(name, "its directory does not exist");
    } catch (IOException | UncheckedIOException _) {
      return failed(name, "the disk refused it");
    }
  }

  /**
   * Writes a result for others to read; an older file of the name is replaced and missing
   * directories are made. Gives what went wrong.
   */
  public static Optional<Problem> write(Path file, byte[] content) {
    try {
      Path directory = directory(file);
      Files.createDirectories(directory);
      try (FreshFile fresh = FreshFile.readableIn(directory)) {
        fresh.write(content, 0, content.length);
        fresh.replace(file);
      }
      return Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.of(
          Problem.of(
              CommandReason.OUTPUT_FAILED.code(),
              "`" + file + "` cannot be written",
              Where.NOWHERE));
    }
  }

  /**
   * Removes what an earlier run wrote under this name, so that nobody takes it for the result of
   * this one; leaves anything that is no regular file. Gives what went wrong.
   */
  public static Optional<Problem> removeOld(Path file) {
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(file);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          Problem.of(
              CommandReason.OUTPUT_FAILED.code(),
              "`" + file + "` is of an earlier run and cannot be removed",
              Where.NOWHERE));
    }
  }

  private static Path directory(Path file) {
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }

  private static Writing taken(String name) {
    return new Writing.Taken(Problem.of("file.exists", "`" + name + "` exists", Where.NOWHERE));
  }

  private static Writing failed(String name, String why) {
    return new Writing.Failed(
        Problem.of("file.unwritable", "cannot write `" + name + "`: " + why, Where.NOWHERE));
  }
}
