package dev.assay.adapter.objects;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.file.FreshFile;
import dev.assay.app.offline.store.LocalBundles;
import dev.assay.app.offline.store.StoreCode;
import dev.assay.app.offline.store.StoreContent;
import dev.assay.app.offline.store.StoreKeys;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bundles and their sidecars as files of this machine. */
public final class LocalFiles implements LocalBundles {
  private static final int PIECE_BYTES = 64 * 1024;

  /** Makes one. */
  public LocalFiles() {}

  @Override
  public Opening open(String path, String sha256, long bytes) {
    try {
      Path file = Path.of(path);
      return new Opening.Opened(new FileContent(file, sha256, bytes), sidecars(file));
    } catch (InvalidPathException e) {
      return new Opening.Unavailable(StoreCode.LOCAL.at(path, "is not a file name"));
    } catch (IOException e) {
      return new Opening.Unavailable(DiskFaults.local(path, e));
    }
  }

  /** The files whose names go on after the bundle's: signatures, time stamps, proofs. */
  private static List<Sidecar> sidecars(Path bundle) throws IOException {
    List<Sidecar> sidecars = new ArrayList<>();
    String name = String.valueOf(bundle.getFileName());
    Path directory = bundle.toAbsolutePath().getParent();
    if (directory == null) {
      return sidecars;
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            directory, p -> isSidecar(name, String.valueOf(p.getFileName())))) {
      files.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(null);
    for (Path file : found) {
      switch (BoundedFile.read(file, MAX_SIDECAR_BYTES)) {
        case BoundedFile.Reading.Refused(_, String why) ->
            throw new IOException("the sidecar `" + file.getFileName() + "` " + why);
        case BoundedFile.Reading.Read(byte[] bytes) -> {
          String suffix = String.valueOf(file.getFileName()).substring(name.length());
          sidecars.add(new Sidecar(suffix, StoreContent.of(bytes)));
        }
      }
    }
    return sidecars;
  }

  private static boolean isSidecar(String bundle, String name) {
    return name.startsWith(bundle)
        && !name.endsWith(FreshFile.UNFINISHED)
        && StoreKeys.isSuffix(name.substring(bundle.length()));
  }

  @Override
  public Draft draft(String directory) {
    return new FileDraft(directory);
  }

  /** A file that is read again each time it is opened. */
  private record FileContent(Path path, String sha256, long bytes) implements StoreContent {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  /** Remembers the first failure of the disk and says it at the end. */
  private static final class FileDraft implements Draft {
    private final String directory;
    private final MessageDigest digest = Sha256.hasher();
    private @Nullable FreshFile file;
    private @Nullable Problem failure;

    FileDraft(String directory) {
      this.directory = directory;
      try {
        FreshFile.makeDirectories(Path.of(directory).toAbsolutePath());
        file = FreshFile.in(Path.of(directory));
      } catch (InvalidPathException e) {
        failure = StoreCode.LOCAL.at(directory, "is not a directory name");
      } catch (IOException e) {
        failure = DiskFaults.local(directory, e);
      }
    }

    @Override
    public boolean write(byte[] bytes, int from, int to) {
      FreshFile open = file;
      if (open != null && failure == null) {
        digest.update(bytes, from, to - from);
        try {
          open.write(bytes, from, to);
        } catch (IOException e) {
          failure = DiskFaults.local(directory, e);
        }
      }
      return failure == null;
    }

    @Override
    public Saving publish(String name) {
      FreshFile open = file;
      if (open == null || failure != null) {
        return new Saving.Failed(failure == null ? StoreCode.LOCAL.at(directory, "") : failure);
      }
      Path path = Path.of(directory).resolve(name);
      try {
        open.publish(path);
        return new Saving.Saved(path.toString(), true);
      } catch (FileAlreadyExistsException e) {
        return same(path);
      } catch (IOException e) {
        return new Saving.Failed(DiskFaults.local(path.toString(), e));
      }
    }

    private Saving same(Path path) {
      String ours = HexFormat.of().formatHex(digest.digest());
      MessageDigest theirs = Sha256.hasher();
      byte[] piece = new byte[PIECE_BYTES];
      try (InputStream in = Files.newInputStream(path)) {
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
          theirs.update(piece, 0, n);
        }
      } catch (IOException e) {
        return new Saving.Failed(DiskFaults.local(path.toString(), e));
      }
      return HexFormat.of().formatHex(theirs.digest()).equals(ours)
          ? new Saving.Saved(path.toString(), false)
          : new Saving.Failed(StoreCode.TARGET_EXISTS.at(path.toString(), ""));
    }

    @Override
    public void close() {
      if (file != null) {
        try {
          file.close();
        } catch (UncheckedIOException e) {
          // an unfinished file that cannot be removed hurts nobody; it is never read
        }
      }
    }
  }
}
