package dev.assay.adapter.store.document;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.core.trace.TraceCall;
import dev.assay.core.trace.TraceReader;
import dev.assay.core.trace.TraceReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A trace in a file, or on standard input under the name {@code -}; read piece by piece. */
public final class TraceFile {
  private static final int PIECE_BYTES = 64 * 1024;

  private TraceFile() {}

  /**
   * Reads it. The calls handed over count when the answer is {@link TraceReading.Read}; a file that
   * cannot be read is refused like one that is no trace.
   */
  public static TraceReading read(
      String path, InputStream standardInput, Consumer<TraceCall> calls) {
    TraceReader reader = new TraceReader(path, calls);
    try (InputStream in = path.equals("-") ? standardInput : Files.newInputStream(Path.of(path))) {
      byte[] piece = new byte[PIECE_BYTES];
      int length = in.read(piece);
      while (length >= 0 && reader.feed(piece, 0, length)) {
        length = in.read(piece);
      }
      return reader.finish();
    } catch (NoSuchFileException e) {
      return unread(path, "there is no such file");
    } catch (IOException | InvalidPathException e) {
      return unread(path, "cannot be read");
    }
  }

  private static TraceReading unread(String path, String message) {
    return new TraceReading.Refused(List.of(Problem.of("file", message, Where.document(path))));
  }
}
