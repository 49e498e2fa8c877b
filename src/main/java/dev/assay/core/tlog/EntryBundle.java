package dev.assay.core.tlog;

import dev.assay.core.problem.BugException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The file with the entries of one tile: each entry behind its length in two bytes. */
public final class EntryBundle {
  /** The length has 16 bits. */
  public static final int MAX_ENTRY_BYTES = 0xFFFF;

  private EntryBundle() {}

  /** Gives the entries; empty unless the bytes are exactly so many. */
  public static Optional<List<byte[]>> read(byte[] bytes, int count) {
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (at + 2 <= bytes.length) {
      int length = Short.toUnsignedInt(ByteBuffer.wrap(bytes, at, 2).getShort());
      if (at + 2 + length > bytes.length) {
        return Optional.empty();
      }
      entries.add(Arrays.copyOfRange(bytes, at + 2, at + 2 + length));
      at += 2 + length;
    }
    return at == bytes.length && entries.size() == count ? Optional.of(entries) : Optional.empty();
  }

  /** Gives the file's bytes. */
  static byte[] write(List<byte[]> entries) {
    ByteBuffer bytes =
        ByteBuffer.allocate(entries.stream().mapToInt(entry -> entry.length + 2).sum());
    for (byte[] entry : entries) {
      if (entry.length > MAX_ENTRY_BYTES) {
        throw new BugException("an entry of ours is small");
      }
      bytes.putShort((short) entry.length).put(entry);
    }
    return bytes.array();
  }
}
