package dev.assay.adapter.store.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The disk of this machine. */
public final class PlainDisk implements Disk {
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * Files held by this process. POSIX locks belong to a process and are lost when any descriptor of
   * the file is closed, so a held file must not even be opened a second time.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  @Override
  public DiskFile create(Path path) throws IOException {
    Files.createFile(path, FILE_MODE);
    return new PlainFile(path, "rw", null);
  }

  @Override
  public DiskFile createHeld(Path path) throws IOException {
    Path name = name(path);
    if (!HELD.add(name)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    try {
      Files.createFile(path, FILE_MODE);
    } catch (IOException e) {
      HELD.remove(name);
      throw e;
    }
    try {
      PlainFile file = new PlainFile(path, "rw", name);
      if (locked(file)) {
        if (Files.exists(path)) {
          return file;
        }
        file.close(); // a recovery took it for one that a dead recorder left empty
        throw new FileAlreadyExistsException(path.toString());
      }
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    Files.deleteIfExists(path); // a recovery looked into it first; another name will do
    throw new FileAlreadyExistsException(path.toString());
  }

  @Override
  public Optional<DiskFile> openHeld(Path path) throws IOException {
    Path name = name(path);
    if (!HELD.add(name)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      HELD.remove(name);
      return Optional.empty();
    }
    PlainFile file = new PlainFile(path, "rw", name);
    if (!locked(file)) {
      return Optional.empty();
    }
    if (!Files.exists(path)) { // its holder finished it between our opening and locking it
      file.close();
      return Optional.empty();
    }
    return Optional.of(file);
  }

  /** Locks the file, or closes it. */
  private static boolean locked(PlainFile file) throws IOException {
    boolean locked = false;
    try {
      locked = file.tryLock();
    } finally {
      if (!locked) {
        file.close();
      }
    }
    return locked;
  }

  private static Path name(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    Path name = absolute.getFileName();
    return directory == null || name == null
        ? absolute
        : directory.toRealPath().resolve(name.toString());
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    return new PlainFile(path, "r", null);
  }

  @Override
  public void createDirectories(Path path) throws IOException {
    Files.createDirectories(path, DIRECTORY_MODE);
  }

  @Override
  public void link(Path existing, Path name) throws IOException {
    try {
      Files.createLink(name, existing);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // a file system without hard links: the check and the move are two steps there
      if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(name.toString());
      }
      Files.move(existing, name, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void forceDirectory(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public List<Path> list(Path directory, String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(
            directory, p -> String.valueOf(p.getFileName()).endsWith(ending))) {
      stream.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(found);
    return found;
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Writes through {@link RandomAccessFile}: one system call, and an interrupted thread does not
   * close the file, as a channel would.
   */
  private static final class PlainFile implements DiskFile {
    private final RandomAccessFile file;
    private final @Nullable Path held;
    private long position;

    PlainFile(Path path, String mode, @Nullable Path held) throws IOException {
      this.held = held;
      try {
        this.file = new RandomAccessFile(path.toFile(), mode);
      } catch (IOException e) {
        if (held != null) {
          HELD.remove(held);
        }
        throw e;
      }
    }

    boolean tryLock() throws IOException {
      try {
        FileLock lock = file.getChannel().tryLock();
        return lock != null;
      } catch (OverlappingFileLockException e) {
        return false;
      }
    }

    @Override
    public void write(byte[] bytes, int length, long at) throws IOException {
      moveTo(at);
      position = -1;
      file.write(bytes, 0, length);
      position = at + length;
    }

    @Override
    public int read(byte[] into, int from, int length, long at) throws IOException {
      moveTo(at);
      position = -1;
      int count = file.read(into, from, length);
      position = at + Math.max(count, 0);
      return count;
    }

    @Override
    public int readAlongside(byte[] into, int from, int length, long at) throws IOException {
      boolean interrupted = Thread.interrupted(); // a channel closes itself in such a thread
      try {
        return file.getChannel().read(ByteBuffer.wrap(into, from, length), at);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private void moveTo(long at) throws IOException {
      if (position != at) {
        file.seek(at);
      }
    }

    @Override
    public long size() throws IOException {
      return file.length();
    }

    @Override
    public void truncate(long size) throws IOException {
      position = -1;
      file.setLength(size);
    }

    @Override
    public void force() throws IOException {
      boolean interrupted = Thread.interrupted(); // a channel closes itself in such a thread
      try {
        file.getChannel().force(false);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void close() throws IOException {
      try {
        file.close();
      } finally {
        if (held != null) {
          HELD.remove(held);
        }
      }
    }
  }
}
