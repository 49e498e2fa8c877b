package dev.assay.adapter.cli.evidence.attest;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a result under its name in one step: the name shows the whole file or nothing, whatever
 * fails on the way.
 */
public final class NewFile {
  private NewFile() {}

  /** What became of it. */
  public sealed interface Writing {
    /** The file is in place. */
    record Written() implements Writing {}

    /** The name is taken; what is there was not touched. */
    record Taken(Problem problem) implements Writing {}

    /** The disk said no; nothing is left behind. */
    record Failed(Problem problem) implements Writing {}
  }

  /** Writes; replaces a regular file only when told to. */
  public static Writing write(Path path, byte[] bytes, boolean replace) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !(replace && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))) {
      return taken(path);
    }
    try {
      Path directory = path.toAbsolutePath().getParent();
      Path partial = Files.createTempFile(directory, ".assay-", ".partial");
      try {
        fill(partial, bytes);
        if (replace) {
          Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
        } else {
          link(partial, path);
        }
        return new Writing.Written();
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (FileAlreadyExistsException _) {
      return taken(path);
    } catch (IOException e) {
      return new Writing.Failed(problem(path, reason(e)));
    }
  }

  private static void fill(Path partial, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** A link is refused when the name is taken; a move would replace what is there. */
  private static void link(Path partial, Path path) throws IOException {
    try {
      Files.createLink(path, partial);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException _) { // a file system without links
      Files.move(partial, path);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "its directory does not exist";
      default -> "the disk refused it";
    };
  }

  private static Writing taken(Path path) {
    return new Writing.Taken(Problem.of("file.exists", "`" + path + "` exists", Where.NOWHERE));
  }

  private static Problem problem(Path path, String why) {
    return Problem.of("file.unwritable", "cannot write `" + path + "`: " + why, Where.NOWHERE);
  }
}
