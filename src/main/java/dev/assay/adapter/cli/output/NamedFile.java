package dev.assay.adapter.cli.output;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.InputStream;

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
    return told(BoundedFile.read(name, maxBytes), name, what);
  }

  /** As {@link #read}, with standard input under the name {@code -}. */
  public static Reading read(String name, int maxBytes, String what, InputStream standardInput) {
    return name.equals("-")
        ? told(BoundedFile.read(standardInput, maxBytes), name, what)
        : read(name, maxBytes, what);
  }

  private static Reading told(BoundedFile.Reading reading, String name, String what) {
    return switch (reading) {
      case BoundedFile.Reading.Read(byte[] bytes) -> new Reading.Read(bytes);
      case BoundedFile.Reading.Refused(BoundedFile.Fault fault, String why) ->
          switch (fault) {
            case MISSING -> new Reading.Missing(problem(name, what, why));
            case DIRECTORY, TOO_LONG, UNREADABLE ->
                new Reading.Unreadable(problem(name, what, why));
          };
    };
  }

  private static Problem problem(String name, String what, String why) {
    return Problem.of(CODE, what + " `" + name + "` " + why, Where.NOWHERE);
  }
}
