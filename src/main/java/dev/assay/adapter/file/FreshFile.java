package dev.assay.adapter.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A file that has its name only once all of it is on the disk: written under a name of its own,
 * forced, then linked to the wanted name in one step, which fails when that is taken, or put in the
 * place of another one. Whatever fails on the way, the name shows a whole file or nothing, and
 * nothing is left behind. One thread at a time.
 */
public final class FreshFile implements AutoCloseable {
  /** How unfinished files end. */
  public static final String UNFINISHED = ".partial";

  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final FileChannel channel;

  private FreshFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Begins a file of mode 0600 in an existing directory. */
  public static FreshFile in(Path directory) throws IOException {
    return open(Files.createTempFile(directory, ".assay-", UNFINISHED, FILE_MODE));
  }

  /** Begins a file in an existing directory that others may read as the process's mask says. */
  public static FreshFile readableIn(Path directory) throws IOException {
    return open(Files.createFile(directory.resolve(".assay-" + UUID.randomUUID() + UNFINISHED)));
  }

  private static FreshFile open(Path path) throws IOException {
    try {
      return new FreshFile(path, FileChannel.open(path, StandardOpenOption.WRITE));
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /** Makes a directory and what is missing above it, mode 0700, and forces the new names. */
  public static void makeDirectories(Path directory) throws IOException {
    Path existing = directory;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    Files.createDirectories(directory, DIRECTORY_MODE);
    for (Path made = directory;
        made != null && existing != null && !made.equals(existing);
        made = made.getParent()) {
      force(made);
    }
    if (existing != null && !existing.equals(directory)) {
      force(existing);
    }
  }

  /** Appends bytes. */
  public void write(byte[] bytes, int from, int to) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Lets those read and write it who may read and write another file, where that is known. */
  public void takePermissionsOf(Path other) throws IOException {
    try {
      Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(other));
    } catch (UnsupportedOperationException e) {
      return; // a file system without such permissions keeps its own
    }
  }

  /** Forces the file and gives it a name; fails when the name is taken. */
  public void publish(Path name) throws IOException {
    channel.force(true);
    channel.close();
    try {
      Files.createLink(name, path);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // a file system without hard links: the check and the move are two steps there
      if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(name.toString());
      }
      Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
    }
    force(parent(name));
  }

  /** Forces the file and puts it in the place of another one. */
  public void replace(Path name) throws IOException {
    channel.force(true);
    channel.close();
    Files.move(path, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(parent(name));
  }

  private static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Removes the unfinished name; a published file keeps its own. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
