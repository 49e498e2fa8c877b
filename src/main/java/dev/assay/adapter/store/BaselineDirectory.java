package dev.assay.adapter.store;

import dev.assay.adapter.file.FreshFile;
import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.question.BaselineFiles;
import dev.assay.app.offline.question.BaselineKey;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Baselines as files of a directory that the user names. A crash leaves the old one or the new one.
 * A link that leads out of the directory is not followed.
 */
public final class BaselineDirectory implements BaselineFiles {
  @Override
  public Place find(String directory, BaselineKey key) {
    try {
      Path home = Path.of(directory).toRealPath();
      Path file = home.resolve(key.fileName());
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return new Place.Unusable(
            problem(file, "there is no baseline of this key", "write it with --write-baseline"));
      }
      return inside(home, file)
          ? new Place.Present(file.toString())
          : new Place.Unusable(outside(file));
    } catch (IOException | InvalidPathException e) {
      return new Place.Unusable(noDirectory(directory));
    }
  }

  private static boolean inside(Path home, Path file) throws IOException {
    return !Files.exists(file, LinkOption.NOFOLLOW_LINKS) || file.toRealPath().startsWith(home);
  }

  @Override
  public Keeping keep(
      String directory,
      BaselineKey key,
      String path,
      String archiveSha256,
      boolean replace,
      BundleFiles files) {
    try {
      Path home = Path.of(directory).toRealPath();
      Path file = home.resolve(key.fileName());
      if (!inside(home, file)) {
        return new Keeping.NotKept(outside(file));
      }
      if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return new Keeping.NotKept(exists(file));
      }
      try (FreshFile fresh = FreshFile.in(home)) {
        if (!copy(files, path, fresh).equals(archiveSha256)) {
          return new Keeping.NotKept(
              problem(Path.of(path), "the file changed while it was read", "try again"));
        }
        return publish(fresh, file, replace);
      }
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      return new Keeping.Failed(noDirectory(directory));
    }
  }

  private static Keeping publish(FreshFile fresh, Path file, boolean replace) throws IOException {
    if (replace) {
      fresh.replace(file);
    } else {
      try {
        fresh.publish(file);
      } catch (FileAlreadyExistsException e) {
        return new Keeping.NotKept(exists(file));
      }
    }
    return new Keeping.Kept(file.toString());
  }

  /** Copies an archive and gives the digest of what was copied; empty when it was not all. */
  private static String copy(BundleFiles files, String path, FreshFile to) throws IOException {
    MessageDigest digest = Sha256.hasher();
    boolean[] written = {true};
    BundleFiles.Delivery delivery =
        files.deliver(
            path,
            BundleFiles.Passes.TWO,
            (data, from, end) -> {
              digest.update(data, from, end - from);
              written[0] = written[0] && write(to, data, from, end);
              return written[0];
            });
    if (!written[0]) {
      throw new IOException("the disk did not take the copy");
    }
    return switch (delivery) {
      case BundleFiles.Delivery.Delivered _ ->
          Sha256.PREFIX + HexFormat.of().formatHex(digest.digest());
      case BundleFiles.Delivery.Unavailable _, BundleFiles.Delivery.Interrupted _ -> "";
    };
  }

  private static boolean write(FreshFile to, byte[] data, int from, int end) {
    try {
      to.write(data, from, end);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Problem exists(Path file) {
    return problem(file, "there is a baseline of this key", "replace it with --update-baseline");
  }

  private static Problem outside(Path file) {
    return problem(file, "leads out of the directory of baselines", "remove the link");
  }

  private static Problem noDirectory(String directory) {
    return new Problem(
        "baseline.directory",
        "the directory of baselines cannot be used",
        Where.document(directory),
        "make it, or name another with --baseline-dir");
  }

  private static Problem problem(Path file, String message, String hint) {
    return new Problem("baseline.file", message, Where.document(file.toString()), hint);
  }
}
