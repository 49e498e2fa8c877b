package dev.assay.adapter.anchor;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The steps on disk that a log depends on, one method each, so that tests can let each fail. */
interface LogDisk {
  /** Gives a file's bytes; empty when it is not there or longer than the bound. */
  Optional<byte[]> read(Path file, int maxBytes) throws IOException;

  /** Makes a directory and those above it. */
  void createDirectories(Path directory) throws IOException;

  /** Writes a file whole, replacing what is there, and returns when it is on the disk. */
  void write(Path file, byte[] bytes) throws IOException;

  /** Gives a file another name in one step, replacing what has it. */
  void rename(Path from, Path to) throws IOException;

  /** Returns when the names in the directory are on the disk. */
  void forceDirectory(Path directory) throws IOException;

  /** Holds a lock until closed; empty when somebody else holds it. */
  Optional<Closeable> lock(Path file) throws IOException;
}
