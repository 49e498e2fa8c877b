package dev.assay.adapter.objects;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.app.offline.prune.DeletionRecord;
import dev.assay.app.offline.prune.EvidenceFolder;
import dev.assay.app.offline.prune.PruneCode;
import dev.assay.app.offline.store.StoreKeys;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The evidence directory on disk. The record of deletions is also the lock between prunes. Journals
 * are looked at by name only and never touched.
 */
public final class LocalEvidence implements EvidenceFolder {
  private static final String BUNDLE = ".tar.gz";
  private static final String JOURNAL = ".journal";
  private static final int PIECE_BYTES = 64 * 1024;

  /** A line names a run and a rule; more than this is not ours. */
  private static final int MAX_LINE_BYTES = 1 << 20;

  private static final int MAX_HOLD_BYTES = 16 << 20;

  private final Path directory;
  private final boolean readOnly;
  private @Nullable FileChannel record;

  /**
   * Makes one; touches nothing yet.
   *
   * @param readOnly for a dry run: the record is read when it is there, and not made
   */
  public LocalEvidence(Path directory, boolean readOnly) {
    this.directory = directory;
    this.readOnly = readOnly;
  }

  @Override
  public Survey survey() {
    try {
      if (!Files.isDirectory(directory)) {
        return new Survey.Failed(
            PruneCode.DIRECTORY.at(directory.toString(), "there is no such directory"));
      }
      List<Member> members = members();
      Optional<Problem> problem = open();
      if (problem.isPresent()) {
        return new Survey.Failed(problem.get());
      }
      return readRecord(members, hold());
    } catch (IOException e) {
      return unreadable(e);
    }
  }

  private Survey unreadable(IOException cause) {
    return new Survey.Failed(
        PruneCode.DIRECTORY.at(
            directory.toString(), DiskFaults.local(directory.toString(), cause).message()));
  }

  private List<Member> members() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> bundles = Files.newDirectoryStream(directory, "*" + BUNDLE)) {
      bundles.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(null);
    List<Member> members = new ArrayList<>();
    for (Path path : found) {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        String name = String.valueOf(path.getFileName());
        String stem = name.substring(0, name.length() - BUNDLE.length());
        boolean busy = Files.exists(directory.resolve(stem + JOURNAL), LinkOption.NOFOLLOW_LINKS);
        members.add(new Member(name, path.toString(), busy));
      }
    }
    return members;
  }

  /** Opens and locks the record; in a dry run only when it is there. */
  private Optional<Problem> open() throws IOException {
    Path path = directory.resolve(RECORD);
    if (readOnly) {
      record = Files.exists(path) ? FileChannel.open(path, StandardOpenOption.READ) : null;
      return Optional.empty();
    }
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    record = channel;
    try {
      if (channel.tryLock() != null) {
        return Optional.empty();
      }
    } catch (OverlappingFileLockException e) {
      // another prune of this process
    }
    return Optional.of(PruneCode.BUSY.at(path.toString(), ""));
  }

  private String hold() throws IOException {
    return switch (BoundedFile.read(directory.resolve(HOLD), MAX_HOLD_BYTES)) {
      case BoundedFile.Reading.Read(byte[] bytes) -> new String(bytes, StandardCharsets.UTF_8);
      case BoundedFile.Reading.Refused(BoundedFile.Fault fault, String why) -> {
        if (fault == BoundedFile.Fault.MISSING) {
          yield "";
        }
        throw new IOException(HOLD + " " + why);
      }
    };
  }

  /** Follows the chain to its end; a torn last line, whose deletion never began, is cut off. */
  private Survey readRecord(List<Member> members, String hold) throws IOException {
    DeletionRecord chain = new DeletionRecord();
    FileChannel channel = record;
    if (channel == null) {
      return new Survey.Found(members, chain, hold);
    }
    channel.position(0);
    InputStream in = new java.io.BufferedInputStream(Channels.newInputStream(channel), PIECE_BYTES);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long end = 0;
    int number = 1;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        line.write(b);
      } else if (line.size() <= MAX_LINE_BYTES && chain.accept(line.toByteArray())) {
        end += line.size() + 1;
        line.reset();
        number++;
      } else {
        return damaged(number);
      }
      if (line.size() > MAX_LINE_BYTES) {
        return damaged(number);
      }
    }
    if (!readOnly) {
      channel.truncate(end);
      channel.position(end);
    }
    return new Survey.Found(members, chain, hold);
  }

  private Survey damaged(int number) {
    Where where = new Where(directory.resolve(RECORD).toString(), null, number, 1);
    return new Survey.Failed(
        PruneCode.RECORD_DAMAGED.at(where, "the line does not continue the one before"));
  }

  @Override
  public Optional<Problem> record(byte[] line) {
    FileChannel channel = record;
    String path = directory.resolve(RECORD).toString();
    if (channel == null || readOnly) {
      return Optional.of(PruneCode.RECORD_UNWRITABLE.at(path, "it is open for reading only"));
    }
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(PruneCode.RECORD_UNWRITABLE.at(path, DiskFaults.local(path, e).message()));
    }
  }

  @Override
  public Optional<Problem> remove(String name, String sha256) {
    Path path = directory.resolve(name);
    try {
      if (!digest(path).equals(sha256)) {
        return Optional.of(PruneCode.NOT_REMOVED.at(name, "it changed since it was verified"));
      }
      Files.delete(path);
      removeBeside(name);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(notRemoved(name, e));
    }
  }

  private void removeBeside(String bundle) throws IOException {
    try (DirectoryStream<Path> beside =
        Files.newDirectoryStream(
            directory,
            p -> {
              String file = String.valueOf(p.getFileName());
              return file.startsWith(bundle) && StoreKeys.isSuffix(file.substring(bundle.length()));
            })) {
      for (Path sidecar : beside) {
        Files.deleteIfExists(sidecar);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static Problem notRemoved(String name, IOException cause) {
    return PruneCode.NOT_REMOVED.at(name, DiskFaults.local(name, cause).message());
  }

  private static String digest(Path path) throws IOException {
    MessageDigest digest = Sha256.hasher();
    byte[] piece = new byte[PIECE_BYTES];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        digest.update(piece, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {
    if (record != null) {
      try {
        record.close();
      } catch (IOException e) {
        // every line was forced when it was written
      }
    }
  }
}
