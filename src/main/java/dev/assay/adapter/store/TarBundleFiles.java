package dev.assay.adapter.store;

import dev.assay.app.offline.BundleFiles;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bundle archives as files, and one on standard input.
 *
 * <p>Nothing is unpacked. Standard input that is wanted twice is kept in a temporary file that only
 * its owner can read, as far as the caller takes it, and deleted on {@link #close}.
 */
public final class TarBundleFiles implements BundleFiles, AutoCloseable {
  private static final String STANDARD_INPUT = "-";
  private static final int PIECE_BYTES = 64 * 1024;

  private final InputStream standardInput;
  private @Nullable Path kept;

  /** Makes one that takes {@code -} from the given stream. */
  public TarBundleFiles(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Delivery deliver(String path, Passes passes, Chunks to) {
    if (!path.equals(STANDARD_INPUT)) {
      return fromFile(path, path, to);
    }
    if (kept != null) {
      return fromFile(kept.toString(), path, to);
    }
    return switch (passes) {
      case ONE -> pump(standardInput, path, to);
      case TWO -> keepAndPump(to);
    };
  }

  private static Delivery fromFile(String file, String name, Chunks to) {
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        return unavailable(name, "is a directory, not a bundle");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return pump(in, name, to);
      }
    } catch (NoSuchFileException e) {
      return unavailable(name, "there is no such file");
    } catch (AccessDeniedException e) {
      return unavailable(name, "may not be read");
    } catch (InvalidPathException e) {
      return unavailable(name, "is not a file name");
    } catch (IOException e) {
      return unavailable(name, "cannot be opened");
    }
  }

  private static Delivery unavailable(String name, String why) {
    return new Delivery.Unavailable(Problem.of("evidence.unreadable", why, Where.document(name)));
  }

  private static Delivery pump(InputStream in, String name, Chunks to) {
    byte[] piece = new byte[PIECE_BYTES];
    try {
      int length = in.read(piece);
      while (length >= 0 && to.accept(piece, 0, length)) {
        length = in.read(piece);
      }
      return new Delivery.Delivered();
    } catch (IOException e) {
      return new Delivery.Interrupted(
          Problem.of("evidence.unreadable", "reading failed", Where.document(name)));
    }
  }

  private Delivery keepAndPump(Chunks to) {
    Path file;
    try {
      file = Files.createTempFile("assay-", ".tar.gz");
    } catch (IOException e) {
      return unavailable(STANDARD_INPUT, "cannot be kept for a second reading");
    }
    kept = file;
    try (OutputStream out = Files.newOutputStream(file)) {
      boolean[] keeping = {true};
      Delivery delivery =
          pump(
              standardInput,
              STANDARD_INPUT,
              (data, from, end) -> {
                keeping[0] = keeping[0] && write(out, data, from, end);
                return keeping[0] && to.accept(data, from, end);
              });
      return keeping[0] ? delivery : interruptedByDisk();
    } catch (IOException e) {
      return interruptedByDisk();
    }
  }

  private static boolean write(OutputStream out, byte[] data, int from, int to) {
    try {
      out.write(data, from, to - from);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Delivery interruptedByDisk() {
    return new Delivery.Interrupted(
        Problem.of(
            "evidence.unreadable",
            "cannot be kept for a second reading",
            Where.document(STANDARD_INPUT)));
  }

  /** Gives the file that standard input is kept in. */
  Optional<Path> kept() {
    return Optional.ofNullable(kept);
  }

  /** Deletes what was kept of standard input. */
  @Override
  public void close() throws IOException {
    if (kept != null) {
      Files.deleteIfExists(kept);
      kept = null;
    }
  }
}
