package dev.assay.adapter.cli.evidence.attest;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The bytes of a small file that the user named. Reads at most the given number and one more,
 * whatever the file is.
 */
public final class NamedFile {
  private static final String CODE = "file.unreadable";

  private NamedFile() {}

  /** What became of the file. */
  public sealed interface Reading {
    /** It was read whole. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Read(byte[] bytes) implements Reading {}

    /** Nothing is there. */
    record Missing(Problem problem) implements Reading {}

    /** Something is there that cannot be read, or is too long. */
    record Unreadable(Problem problem) implements Reading {}
  }

  /** Reads a file of at most so many bytes; {@code what} names it in messages. */
  public static Reading read(String name, int maxBytes, String what) {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException _) {
      return new Reading.Unreadable(problem(name, what, "is not a file name"));
    }
    if (Files.isDirectory(path)) {
      return new Reading.Unreadable(problem(name, what, "is a directory"));
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      return bytes.length > maxBytes
          ? new Reading.Unreadable(problem(name, what, "is longer than " + maxBytes + " bytes"))
          : new Reading.Read(bytes);
    } catch (NoSuchFileException _) {
      return new Reading.Missing(problem(name, what, "does not exist"));
    } catch (IOException _) {
      return new Reading.Unreadable(problem(name, what, "cannot be read"));
    }
  }

  private static Problem problem(String name, String what, String why) {
    return Problem.of(CODE, what + " `" + name + "` " + why, Where.NOWHERE);
  }
}
