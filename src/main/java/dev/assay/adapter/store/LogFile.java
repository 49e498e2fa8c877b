package dev.assay.adapter.store;

import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;

/**
 * A text log that only grows, one line per entry, readable by its owner. A line is written whole or
 * the failure is told; a line that was half written is ended, so that the next one stands alone.
 * Thread-safe.
 */
public final class LogFile {
  private static final byte[] FEED = {'\n'};
  private final Path path;
  private final FileChannel channel;
  private boolean torn;

  private LogFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** What opening gave. */
  public sealed interface Opening {
    /** The log is open, or none was asked for. */
    record Opened(Optional<LogFile> file) implements Opening {}

    /** The log cannot be written. */
    record Failed(Problem problem) implements Opening {
      @Override
      public Optional<LogFile> file() {
        return Optional.empty();
      }
    }

    /** Gives the log, if one is open. */
    Optional<LogFile> file();
  }

  /** Opens a log for appending, making it with mode 0600 when it is new. */
  public static Opening open(Optional<Path> asked) {
    if (asked.isEmpty()) {
      return new Opening.Opened(Optional.empty());
    }
    Path path = asked.get();
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              new HashSet<>(EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND)),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return new Opening.Opened(Optional.of(new LogFile(path, channel)));
    } catch (IOException e) {
      return new Opening.Failed(problem(path, e));
    }
  }

  private static Problem problem(Path path, IOException e) {
    return StoreProblems.of("log.unwritable", "cannot write log", path, e);
  }

  /** Appends one line; a problem means it is not there as a whole. */
  public synchronized Optional<Problem> append(String line) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(text, text.length + 1);
    bytes[text.length] = '\n';
    try {
      if (torn) {
        writeAll(FEED);
        torn = false;
      }
      writeAll(bytes);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(problem(path, e));
    }
  }

  private void writeAll(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      torn = rest.position() > 0;
      channel.write(rest);
    }
    torn = false;
  }
}
