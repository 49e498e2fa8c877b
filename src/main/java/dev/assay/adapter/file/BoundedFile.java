package dev.assay.adapter.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The bytes of a file that may hold so many and no more. At most one byte more is read, whatever
 * the file is: a device or a growing file cannot keep anybody waiting for its end. Nothing is ever
 * cut: what is longer is refused.
 */
public final class BoundedFile {
  private BoundedFile() {}

  /** What became of the file. */
  public sealed interface Reading {
    /** It was read whole. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Read(byte[] bytes) implements Reading {}

    /**
     * It was not.
     *
     * @param why to be said after its name
     */
    record Refused(Fault fault, String why) implements Reading {}
  }

  /** Why a file was not read. */
  public enum Fault {
    /** Nothing is there, not even a link that leads nowhere. */
    MISSING,
    /** A directory is there. */
    DIRECTORY,
    /** It has more bytes than it may. */
    TOO_LONG,
    /** It is not ours to read, or the disk failed, or the name is none. */
    UNREADABLE
  }

  /** Reads a file. */
  public static Reading read(Path path, int maxBytes) {
    if (Files.isDirectory(path)) {
      return new Reading.Refused(Fault.DIRECTORY, "is a directory");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, maxBytes);
    } catch (NoSuchFileException _) {
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          ? unreadable("is a link that leads nowhere")
          : new Reading.Refused(Fault.MISSING, "does not exist");
    } catch (IOException _) {
      return unreadable("cannot be read");
    }
  }

  /** Reads the file of a name. */
  public static Reading read(String name, int maxBytes) {
    try {
      return read(Path.of(name), maxBytes);
    } catch (InvalidPathException _) {
      return unreadable("is not a file name");
    }
  }

  /** Reads a stream to its end; leaves it open. */
  public static Reading read(InputStream in, int maxBytes) {
    try {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      return bytes.length > maxBytes
          ? new Reading.Refused(Fault.TOO_LONG, "is longer than " + size(maxBytes))
          : new Reading.Read(bytes);
    } catch (IOException _) {
      return unreadable("cannot be read");
    }
  }

  private static String size(int bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }

  private static Reading unreadable(String why) {
    return new Reading.Refused(Fault.UNREADABLE, why);
  }
}
