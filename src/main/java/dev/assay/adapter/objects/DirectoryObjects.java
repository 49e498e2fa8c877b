package dev.assay.adapter.objects;

import dev.assay.adapter.file.FreshFile;
import dev.assay.app.offline.BundleFiles.Chunks;
import dev.assay.app.offline.store.ObjectStore;
import dev.assay.app.offline.store.Retention;
import dev.assay.app.offline.store.Retention.Hold;
import dev.assay.app.offline.store.StoreCode;
import dev.assay.app.offline.store.StoreContent;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory, such as a mounted volume. An object is whole or not there, whatever
 * crashes when; files are never changed in place. A retention is a record beside the objects that
 * our own commands honour; the file system does not enforce it.
 */
final class DirectoryObjects implements ObjectStore {
  private static final String RETENTION_SCHEMA = "assay.store.retention.v1";
  private static final String RETENTIONS = "retention/";
  private static final int PIECE_BYTES = 64 * 1024;
  private static final int MAX_RECORD_BYTES = 4096;

  private final Path root;

  DirectoryObjects(Path root) {
    this.root = root;
  }

  @Override
  public String name() {
    return "file://" + root;
  }

  @Override
  public String backend() {
    return "file";
  }

  @Override
  public Creation create(String key, StoreContent content, @Nullable Hold hold) {
    Path path = root.resolve(key);
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Creation.Exists();
    }
    try (FreshFile file = fresh(path)) {
      if (!copy(content, file)) {
        return changed(key);
      }
      file.publish(path);
      return new Creation.Created(true);
    } catch (FileAlreadyExistsException e) {
      return Files.isDirectory(path) || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          ? new Creation.Failed(StoreCode.FAILED.at(key, "a file or directory is in the way"))
          : new Creation.Exists();
    } catch (IOException e) {
      return new Creation.Failed(DiskFaults.of(key, e));
    }
  }

  private static FreshFile fresh(Path path) throws IOException {
    Path directory = path.getParent();
    if (directory == null) {
      throw new NotDirectoryException(path.toString());
    }
    FreshFile.makeDirectories(directory);
    return FreshFile.in(directory);
  }

  private static Creation changed(String key) {
    return new Creation.Failed(
        StoreCode.LOCAL.at(key, "the file changed while it was read; push it again"));
  }

  /** Copies the bytes; false when they are not those that were announced. */
  private static boolean copy(StoreContent content, FreshFile file) throws IOException {
    MessageDigest digest = Sha256.hasher();
    long count = 0;
    byte[] piece = new byte[PIECE_BYTES];
    try (InputStream in = content.open()) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        digest.update(piece, 0, n);
        file.write(piece, 0, n);
        count += n;
      }
    }
    return count == content.bytes()
        && HexFormat.of().formatHex(digest.digest()).equals(content.sha256());
  }

  @Override
  public Creation replace(String key, StoreContent content) {
    Path path = root.resolve(key);
    try (FreshFile file = fresh(path)) {
      if (!copy(content, file)) {
        return changed(key);
      }
      file.replace(path);
      return new Creation.Created(true);
    } catch (IOException e) {
      return new Creation.Failed(DiskFaults.of(key, e));
    }
  }

  @Override
  public Reading read(String key, Chunks to) {
    Path path = root.resolve(key);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          ? new Reading.Failed(StoreCode.FAILED.at(key, "it is not a file"))
          : new Reading.Absent();
    }
    byte[] piece = new byte[PIECE_BYTES];
    long count = 0;
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        count += n;
        if (!to.accept(piece, 0, n)) {
          break;
        }
      }
      return new Reading.Read(count);
    } catch (NoSuchFileException e) {
      return new Reading.Absent();
    } catch (IOException e) {
      return new Reading.Failed(DiskFaults.of(key, e));
    }
  }

  @Override
  public Listing list(String prefix, String after, Keys keys) {
    if (!Files.isDirectory(root)) {
      return new Listing.Failed(
          StoreCode.MISSING.at(
              name(), "there is no such directory", "check the address; a push makes it"));
    }
    try {
      new DirectoryWalk(root, prefix, after, keys).walk();
      return new Listing.Listed();
    } catch (IOException e) {
      return new Listing.Failed(DiskFaults.of(prefix, e));
    }
  }

  @Override
  public Holding held(String key) {
    try {
      Path record = record(key);
      if (!Files.exists(record, LinkOption.NOFOLLOW_LINKS)) {
        return new Holding.NotHeld();
      }
      try (InputStream in = Files.newInputStream(record)) {
        return hold(in.readNBytes(MAX_RECORD_BYTES), key)
            .<Holding>map(Holding.Held::new)
            .orElseGet(
                () ->
                    new Holding.Unknown(
                        StoreCode.FAILED.at(RETENTIONS + key, "the retention record is damaged")));
      }
    } catch (IOException e) {
      return new Holding.Unknown(DiskFaults.of(key, e));
    }
  }

  private Path record(String key) {
    return root.resolve(RETENTIONS + key + ".json");
  }

  private static Optional<Hold> hold(byte[] bytes, String key) {
    if (!(JsonReader.read(bytes, JsonLimits.DOCUMENT) instanceof JsonReading.Read(Json.Obj object))
        || !object.string("key").orElse("").equals(key)) {
      return Optional.empty();
    }
    for (Retention.Mode mode : Retention.Mode.values()) {
      if (object.string("mode").orElse("").equals(mode.wire())) {
        return until(object).map(until -> new Hold(mode, until));
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> until(Json.Obj object) {
    try {
      return object.string("until").map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public Holding hold(String key, Hold hold) {
    if (held(key) instanceof Holding.Held(Hold present) && present.covers(hold)) {
      return new Holding.Held(present);
    }
    Json.Obj record =
        Json.object()
            .put("schema", RETENTION_SCHEMA)
            .put("key", key)
            .put("mode", hold.mode().wire())
            .put("until", hold.until().toString())
            .build();
    StoreContent content = StoreContent.of(CanonicalJson.canonicalBytes(record));
    return switch (replace(RETENTIONS + key + ".json", content)) {
      case Creation.Created _ -> held(key);
      case Creation.Exists() -> held(key);
      case Creation.Failed(var problem) -> new Holding.Unknown(problem);
    };
  }

  @Override
  public Locking locking() {
    return new Locking.RecordedOnly();
  }

  @Override
  public boolean removeProbe(String key) {
    try {
      return Files.deleteIfExists(root.resolve(key));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    // nothing is kept open
  }
}
