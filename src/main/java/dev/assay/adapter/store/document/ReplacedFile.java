package dev.assay.adapter.store.document;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.adapter.file.FreshFile;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the content of a file of the user's: whole or not at all, with the same permissions, and
 * with the old content kept beside it. A file that is marked read-only, that somebody else has
 * changed meanwhile, or whose backup exists already is left alone. A link is followed: what it
 * leads to is replaced.
 */
public final class ReplacedFile {
  private static final String SUFFIX = ".bak";

  private final Path named;
  private final byte[] before;
  private final boolean keepsBackup;

  /** What came of it. */
  public sealed interface Outcome {
    /** The file has the new content. */
    record Replaced(Optional<Path> backup) implements Outcome {}

    /** The backup exists already; the file has its old content. */
    record BackupExists(Problem problem) implements Outcome {}

    /** The file has its old content. */
    record NotReplaced(Problem problem) implements Outcome {}
  }

  /**
   * Makes one.
   *
   * @param before the content that is to be replaced and no other
   * @param keepsBackup whether the old content is kept beside the file
   */
  public ReplacedFile(Path file, byte[] before, boolean keepsBackup) {
    this.named = file;
    this.before = before.clone();
    this.keepsBackup = keepsBackup;
  }

  private Path backup() {
    return named.resolveSibling(named.getFileName() + SUFFIX);
  }

  /** Gives why the file cannot be replaced, as far as that can be told before it is tried. */
  public Optional<Outcome> obstacle() {
    try {
      Path file = named.toRealPath();
      if (isReadOnly(file)) {
        return Optional.of(failed("is read-only"));
      }
      if (!(BoundedFile.read(file, before.length) instanceof BoundedFile.Reading.Read(byte[] now))
          || !Arrays.equals(now, before)) {
        return Optional.of(failed("was changed by somebody else meanwhile"));
      }
      if (keepsBackup && Files.exists(backup())) {
        return Optional.of(backupExists());
      }
      return Optional.empty();
    } catch (IOException _) {
      return Optional.of(failed("cannot be written"));
    }
  }

  /** Replaces the content. */
  public Outcome replace(byte[] after) {
    Optional<Outcome> obstacle = obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    Path kept = null;
    try {
      Path file = named.toRealPath();
      Path parent = file.getParent();
      try (FreshFile fresh = FreshFile.in(parent == null ? file : parent)) {
        fresh.write(after, 0, after.length);
        fresh.takePermissionsOf(file);
        if (keepsBackup) {
          kept = keep(file);
        }
        fresh.replace(file);
      }
      return new Outcome.Replaced(Optional.ofNullable(kept));
    } catch (FileAlreadyExistsException _) {
      return backupExists();
    } catch (IOException | UncheckedIOException _) {
      remove(kept);
      return failed("cannot be written");
    }
  }

  private Path keep(Path file) throws IOException {
    Path backup = backup();
    Path copy = Files.createFile(backup);
    try {
      Files.copy(
          file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      return copy;
    } catch (IOException e) {
      remove(copy);
      throw e;
    }
  }

  /** Whether its owner may not write it, or we may not; the administrator may write anything. */
  private static boolean isReadOnly(Path file) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return !permissions.contains(PosixFilePermission.OWNER_WRITE) || !Files.isWritable(file);
    } catch (UnsupportedOperationException _) {
      return !Files.isWritable(file);
    }
  }

  private static void remove(@Nullable Path path) {
    try {
      if (path != null) {
        Files.deleteIfExists(path);
      }
    } catch (IOException _) {
      // what cannot be removed is a file of its own name, never half of the user's
    }
  }

  private Outcome failed(String what) {
    return new Outcome.NotReplaced(Problem.of("file", what, Where.document(named.toString())));
  }

  private Outcome backupExists() {
    return new Outcome.BackupExists(
        new Problem(
            "file",
            "the backup `" + backup() + "` exists already and is not overwritten",
            Where.NOWHERE,
            "move it away, or write without one: --no-backup"));
  }
}
