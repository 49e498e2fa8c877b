package dev.assay.adapter.store.document;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Files that are read or written whole, within a bound; nothing is ever overwritten. */
public final class SmallFiles {
  private SmallFiles() {}

  /** What reading gave. */
  public sealed interface Reading {
    /** The bytes; one more than the bound allows when the file is longer. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Read(byte[] bytes) implements Reading {}

    /** Nothing could be read. */
    record Failed(Problem problem) implements Reading {}
  }

  /** Reads a file, or standard input under the name {@code -}, up to a bound and one byte more. */
  public static Reading read(String path, int maxBytes, InputStream standardInput) {
    try (InputStream in = path.equals("-") ? standardInput : Files.newInputStream(Path.of(path))) {
      return new Reading.Read(in.readNBytes(maxBytes + 1));
    } catch (NoSuchFileException e) {
      return new Reading.Failed(problem(path, "there is no such file"));
    } catch (IOException | InvalidPathException e) {
      return new Reading.Failed(problem(path, "cannot be read"));
    }
  }

  /** Writes a new file; gives a problem when there is one already, or the disk does not take it. */
  public static Optional<Problem> write(String path, byte[] bytes) {
    try {
      Files.write(Path.of(path), bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return Optional.empty();
    } catch (FileAlreadyExistsException e) {
      return Optional.of(problem(path, "exists already and is not overwritten"));
    } catch (IOException | InvalidPathException e) {
      return Optional.of(problem(path, "cannot be written"));
    }
  }

  private static Problem problem(String path, String message) {
    return Problem.of("file", message, Where.document(path));
  }
}
