package dev.assay.adapter.store.document;

import dev.assay.core.identity.ToolLock;
import dev.assay.core.identity.ToolLockReader;
import dev.assay.core.identity.ToolLockReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    if (Files.isDirectory(file)) {
      return refused(file, "is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return switch (ToolLockReader.read(in.readNBytes(ToolLockReader.MAX_BYTES + 1))) {
        case ToolLockReading.Read read -> new Reading.Read(read.lock());
        case ToolLockReading.Refused refused ->
            new Reading.Refused(
                refused.problems().stream().map(p -> p.in(file.toString())).toList());
      };
    } catch (NoSuchFileException _) {
      return new Reading.Absent(
          new Problem(
              "lock.missing",
              "there is no lock file `" + file + "`",
              Where.NOWHERE,
              "make it with `assay mcp pin`"));
    } catch (IOException _) {
      return refused(file, "cannot be read");
    }
  }

  private static Reading refused(Path file, String why) {
    return new Reading.Refused(
        List.of(Problem.of("lock.unreadable", "lock file `" + file + "` " + why, Where.NOWHERE)));
  }

  /** Writes a lock in place of what is there; gives why it could not. */
  public static Optional<Problem> write(Path file, ToolLock lock) {
    Path whole = file.toAbsolutePath();
    Path directory = whole.getParent() == null ? whole : whole.getParent();
    Path partial =
        directory.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (FileChannel out =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(lock.canonicalBytes());
        while (left.hasRemaining()) {
          out.write(left);
        }
        out.force(true);
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      force(directory);
      return Optional.empty();
    } catch (IOException e) {
      delete(partial);
      return Optional.of(
          Problem.of(
              "lock.unwritable",
              "cannot write lock file `" + file + "`: " + reason(e),
              Where.NOWHERE));
    }
  }

  /** The new name lasts only once its directory is on the disk. */
  private static void force(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "its directory does not exist";
      default -> "the disk refused it";
    };
  }

  private static void delete(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      return; // what could not be written may not be deletable either; it is hidden and named
    }
  }
}
