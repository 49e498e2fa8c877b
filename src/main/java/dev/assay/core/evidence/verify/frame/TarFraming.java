package dev.assay.core.evidence.verify.frame;

import java.util.Arrays;

/**
 * A tar stream, fed in pieces of any size.
 *
 * <p>Guarantees: header checksums are checked; names and sizes are the effective ones, after PAX
 * and GNU long-name records; such records are bounded; after the end blocks only zero bytes pass;
 * where the pieces are cut changes nothing. Holds one block or one record. Not thread-safe. Source:
 * {@code evidence.md} 2.1, 2.6.
 */
public final class TarFraming {
  /** What can be wrong. */
  public enum Fault {
    /** The blocks do not form an archive. */
    STRUCTURE,
    /** A name longer than any reader of ours takes. */
    NAME_TOO_LONG,
    /** An extension record beyond its bound. */
    EXTENSION_TOO_BIG
  }

  /** Takes what comes out; a method that answers false ends the reading. */
  public interface Target {
    /** Takes the head of an entry; its data and its end follow. */
    boolean entry(TarEntry entry);

    /** Takes bytes {@code data[from, to)} of the current entry. */
    boolean data(byte[] data, int from, int to);

    /** Learns that the current entry is complete. */
    boolean entryEnd();

    /** Learns that the stream is not what the v1 writer makes, and in what. */
    void tarDiffers(String what);

    /**
     * Learns that the framing is broken; nothing follows.
     *
     * @param offset where in the stream the block, or the entry, is that is broken
     */
    void tarBroken(Fault fault, String why, long offset);
  }

  private enum State {
    HEADER,
    DATA,
    EXTENSION,
    PADDING,
    END,
    STOPPED
  }

  /** PAX and long-name records are a line or two; more is an attack. */
  private static final int MAX_EXTENSION_BYTES = 16 * 1024;

  private static final int END_BLOCKS = 2;
  private static final byte[] ZEROS = new byte[TarHeader.BLOCK];

  private final Target target;
  private final byte[] block = new byte[TarHeader.BLOCK];
  private final TarExtension extension = new TarExtension();
  private State state = State.HEADER;
  private byte[] record = new byte[0];
  private int recordType;

  /** Bytes held in {@link #block} or {@link #record}. */
  private int held;

  private long remaining;
  private int padding;
  private int zeroBlocks;
  private long position;

  /** Where the block or entry begins that a fault would be about. */
  private long start;

  /** Makes one that pushes entries on. */
  public TarFraming(Target target) {
    this.target = target;
  }

  /** Takes {@code data[from, to)}; false says that further bytes change nothing. */
  public boolean feed(byte[] data, int from, int to) {
    int at = from;
    while (at < to && state != State.STOPPED) {
      int taken =
          switch (state) {
            case HEADER -> header(data, at, to);
            case DATA -> data(data, at, to);
            case EXTENSION -> extension(data, at, to);
            case PADDING -> padding(data, at, to);
            case END -> trailingZeros(data, at, to);
            case STOPPED -> 0;
          };
      at += taken;
      position += taken;
      boundary();
    }
    return state != State.STOPPED;
  }

  /** Says that no more bytes come. */
  public void finish() {
    switch (state) {
      case HEADER -> {
        if (held > 0) {
          fail(Fault.STRUCTURE, "the archive ends inside a tar header");
        } else if (extension.pending()) {
          fail(Fault.STRUCTURE, "the archive ends after an extension record");
        } else {
          target.tarDiffers("the tar end blocks are missing");
        }
      }
      case DATA, EXTENSION, PADDING -> fail(Fault.STRUCTURE, "the archive ends inside an entry");
      case END, STOPPED -> {}
    }
  }

  private int header(byte[] data, int at, int to) {
    if (held == 0 && to - at >= TarHeader.BLOCK) {
      headerBlock(data, at);
      return TarHeader.BLOCK;
    }
    int taken = Math.min(TarHeader.BLOCK - held, to - at);
    System.arraycopy(data, at, block, held, taken);
    held += taken;
    if (held == TarHeader.BLOCK) {
      held = 0;
      headerBlock(block, 0);
    }
    return taken;
  }

  private void headerBlock(byte[] data, int at) {
    if (isZero(data, at, at + TarHeader.BLOCK)) {
      if (extension.pending()) {
        fail(Fault.STRUCTURE, "the archive ends after an extension record");
      } else if (++zeroBlocks == END_BLOCKS) {
        state = State.END;
      }
      return;
    }
    if (zeroBlocks > 0) {
      fail(Fault.STRUCTURE, "data follows the end of the tar archive");
      return;
    }
    TarHeader header = TarHeader.read(data, at);
    if (header == null) {
      fail(Fault.STRUCTURE, "a tar header has a wrong checksum or size");
    } else if (TarExtension.isExtension(header.type())) {
      startExtension(header);
    } else {
      startEntry(header);
    }
  }

  private void startExtension(TarHeader header) {
    target.tarDiffers("a tar extension record");
    if (header.size() > MAX_EXTENSION_BYTES) {
      boolean name = header.type() == TarExtension.LONG_NAME;
      fail(
          name ? Fault.NAME_TOO_LONG : Fault.EXTENSION_TOO_BIG,
          "a tar extension record is longer than " + MAX_EXTENSION_BYTES + " bytes");
      return;
    }
    recordType = header.type();
    record = new byte[(int) header.size()];
    held = 0;
    start(State.EXTENSION, header.size());
  }

  private void startEntry(TarHeader header) {
    boolean plain = header.canonical() && !extension.pending();
    TarEntry entry =
        new TarEntry(
            extension.name(header.name()),
            extension.size(header.size()),
            header.type(),
            plain,
            start);
    extension.clear();
    if (!target.entry(entry)) {
      state = State.STOPPED;
      return;
    }
    start(State.DATA, entry.size());
  }

  private void start(State next, long size) {
    state = next;
    remaining = size;
    padding = (int) (-size & (TarHeader.BLOCK - 1));
  }

  private int data(byte[] data, int at, int to) {
    int taken = (int) Math.min(remaining, to - at);
    if (taken > 0 && !target.data(data, at, at + taken)) {
      state = State.STOPPED;
    }
    remaining -= taken;
    return taken;
  }

  private int extension(byte[] data, int at, int to) {
    int taken = (int) Math.min(remaining, to - at);
    System.arraycopy(data, at, record, held, taken);
    held += taken;
    remaining -= taken;
    return taken;
  }

  private int padding(byte[] data, int at, int to) {
    int taken = Math.min(padding, to - at);
    if (!isZero(data, at, at + taken)) {
      target.tarDiffers("tar padding is not zero");
    }
    padding -= taken;
    return taken;
  }

  private int trailingZeros(byte[] data, int at, int to) {
    int zeros = at;
    while (zeros < to && data[zeros] == 0) {
      zeros++;
    }
    if (zeros > at) {
      target.tarDiffers("zero bytes follow the tar end blocks");
    }
    if (zeros < to) {
      start = position + zeros - at;
      fail(Fault.STRUCTURE, "data follows the end of the tar archive");
    }
    return to - at;
  }

  /** Leaves states that need no further byte; an empty entry passes through all of them. */
  private void boundary() {
    if (state == State.DATA && remaining == 0) {
      state = target.entryEnd() ? State.PADDING : State.STOPPED;
    } else if (state == State.EXTENSION && remaining == 0) {
      held = 0;
      String fault = extension.take(recordType, record);
      record = new byte[0];
      state = State.PADDING;
      if (fault != null) {
        fail(Fault.STRUCTURE, fault);
      }
    }
    if (state == State.PADDING && padding == 0) {
      state = State.HEADER;
      start = position;
    } else if (state == State.HEADER && held == 0) {
      start = position;
    }
  }

  private void fail(Fault fault, String why) {
    state = State.STOPPED;
    target.tarBroken(fault, why, start);
  }

  private static boolean isZero(byte[] data, int from, int to) {
    int at = from;
    while (at < to) {
      int length = Math.min(ZEROS.length, to - at);
      if (!Arrays.equals(data, at, at + length, ZEROS, 0, length)) {
        return false;
      }
      at += length;
    }
    return true;
  }
}
