package dev.assay.adapter.store.document;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.file.FreshFile;
import dev.assay.core.identity.ToolLock;
import dev.assay.core.identity.ToolLockReader;
import dev.assay.core.identity.ToolLockReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A lock document in a file: read whole within its bound, replaced in one step. A crash leaves the
 * old document or the new one. Permissions are those the user's files have; a lock is no secret.
 */
public final class ToolLockFile {
  private ToolLockFile() {}

  /** What became of reading. */
  public sealed interface Reading {
    /** It is a lock. */
    record Read(ToolLock lock) implements Reading {}

    /** There is no such file. */
    record Absent(Problem problem) implements Reading {}

    /** Something is there that is no lock, or cannot be read. */
    record Refused(List<Problem> problems) implements Reading {
      /** Copies the problems. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads a lock. */
  public static Reading read(Path file) {
    return switch (BoundedFile.read(file, ToolLockReader.MAX_BYTES)) {
      case BoundedFile.Reading.Read(byte[] bytes) -> read(bytes, file);
      case BoundedFile.Reading.Refused(BoundedFile.Fault fault, String why) ->
          switch (fault) {
            case MISSING ->
                new Reading.Absent(
                    new Problem(
                        "lock.missing",
                        "there is no lock file `" + file + "`",
                        Where.NOWHERE,
                        "make it with `assay mcp pin`"));
            case DIRECTORY, TOO_LONG, UNREADABLE -> refused(file, why);
          };
    };
  }

  private static Reading read(byte[] bytes, Path file) {
    return switch (ToolLockReader.read(bytes)) {
      case ToolLockReading.Read read -> new Reading.Read(read.lock());
      case ToolLockReading.Refused refused ->
          new Reading.Refused(refused.problems().stream().map(p -> p.in(file.toString())).toList());
    };
  }

  private static Reading refused(Path file, String why) {
    return new Reading.Refused(
        List.of(Problem.of("lock.unreadable", "lock file `" + file + "` " + why, Where.NOWHERE)));
  }

  /** Writes a lock in place of what is there; gives why it could not. */
  public static Optional<Problem> write(Path file, ToolLock lock) {
    Path whole = file.toAbsolutePath();
    Path directory = whole.getParent() == null ? whole : whole.getParent();
    byte[] bytes = lock.canonicalBytes();
    try (FreshFile fresh = FreshFile.readableIn(directory)) {
      fresh.write(bytes, 0, bytes.length);
      fresh.replace(file);
      return Optional.empty();
    } catch (IOException e) {
      return unwritable(file, reason(e));
    } catch (UncheckedIOException _) {
      return unwritable(file, "the disk refused it");
    }
  }

  /**
   * Writes a lock where nothing is, readable by its owner; a name that is taken is an exception.
   */
  static void create(Path file, ToolLock lock) throws IOException {
    Path whole = file.toAbsolutePath();
    Path directory = whole.getParent() == null ? whole : whole.getParent();
    byte[] bytes = lock.canonicalBytes();
    try (FreshFile fresh = FreshFile.in(directory)) {
      fresh.write(bytes, 0, bytes.length);
      fresh.publish(file);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Optional<Problem> unwritable(Path file, String why) {
    return Optional.of(
        Problem.of(
            "lock.unwritable", "cannot write lock file `" + file + "`: " + why, Where.NOWHERE));
  }

  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "there is no such file or directory";
      default -> "the disk refused it";
    };
  }
}
