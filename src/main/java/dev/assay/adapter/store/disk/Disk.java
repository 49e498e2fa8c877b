package dev.assay.adapter.store.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The steps on disk that evidence depends on, one method each, so that tests can let every one of
 * them fail before and after its effect.
 */
public interface Disk {
  /** Creates a file of ours, mode 0600; fails when the name is taken. */
  DiskFile create(Path path) throws IOException;

  /** Creates a file and holds it against every other process and this one. */
  DiskFile createHeld(Path path) throws IOException;

  /** Opens and holds a file; empty when somebody holds it already, here or elsewhere. */
  Optional<DiskFile> openHeld(Path path) throws IOException;

  /** Opens a file for reading. */
  DiskFile open(Path path) throws IOException;

  /** Creates missing directories, mode 0700. */
  void createDirectories(Path path) throws IOException;

  /** Gives an existing file a second name in one step; fails when the name is taken. */
  void link(Path existing, Path name) throws IOException;

  /** Gives a file another name in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file if it is there. */
  void delete(Path path) throws IOException;

  /** Returns when the names in the directory are on the disk. */
  void forceDirectory(Path path) throws IOException;

  /** The paths in a directory whose names end so, in order. */
  List<Path> list(Path directory, String ending) throws IOException;

  /** Says whether something has the name. */
  boolean exists(Path path);
}
