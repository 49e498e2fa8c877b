package dev.assay.adapter.store.disk;

import java.io.Closeable;
import java.io.IOException;

/**
 * One open file. Writing and reading from one thread at a time; forcing and reading alongside may
 * happen beside it.
 */
public interface DiskFile extends Closeable {
  /** Hands {@code bytes[0, length)} to the operating system, to stand at a position. */
  void write(byte[] bytes, int length, long at) throws IOException;

  /** Reads up to {@code length} bytes from a position; -1 at the end. */
  int read(byte[] into, int from, int length, long at) throws IOException;

  /**
   * Reads like {@link #read}, while another thread writes; only what was written before is certain.
   */
  int readAlongside(byte[] into, int from, int length, long at) throws IOException;

  /** Gives the number of bytes. */
  long size() throws IOException;

  /** Cuts the file to so many bytes. */
  void truncate(long size) throws IOException;

  /** Returns when contents and size are on the disk. */
  void force() throws IOException;
}
