package dev.assay.core.evidence.verify.frame;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Exactly one gzip member (RFC 1952), fed in pieces of any size.
 *
 * <p>Guarantees: header, CRC-32 and length are checked; a byte behind the member is refused, so is
 * a second member; where the pieces are cut changes neither the decoded bytes nor the fault. Holds
 * one output buffer. Not thread-safe. Source: {@code evidence.md} 2.1, 2.6.
 */
public final class GzipFraming {
  /** Takes what comes out. */
  public interface Target {
    /** Takes decoded bytes {@code data[from, to)}; false says that no more are wanted. */
    boolean decoded(byte[] data, int from, int to);

    /** Learns that the framing is broken; nothing follows. */
    void gzipBroken(String why);
  }

  private enum State {
    HEADER,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CRC,
    BODY,
    TRAILER,
    END,
    STOPPED
  }

  private static final int OUT_BYTES = 64 * 1024; // a deflate window twice over
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int FLAG_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xE0;

  /** What the v1 writer puts first: no flags, no time, XFL 2, OS 255. */
  private static final byte[] CANONICAL = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, (byte) 0xff};

  private final Target target;
  private final Inflater inflater = new Inflater(true);
  private final byte[] out = new byte[OUT_BYTES];
  private final CRC32 crc = new CRC32();
  private final CRC32 headerCrc = new CRC32();
  private State state = State.HEADER;
  private boolean canonical = true;
  private int flags;

  /** Bytes seen of the field that {@link #state} names. */
  private int seen;

  private long field;
  private long size;

  /** Makes one that pushes decoded bytes on. */
  public GzipFraming(Target target) {
    this.target = target;
  }

  /** Takes {@code data[from, to)}; false says that further bytes change nothing. */
  public boolean feed(byte[] data, int from, int to) {
    int at = from;
    while (at < to && state != State.STOPPED) {
      switch (state) {
        case BODY -> at = body(data, at, to);
        case TRAILER -> trailer(data[at++] & 0xFF);
        case END ->
            fail(
                data[at] == 0x1f
                    ? "a second gzip member or other bytes follow the archive"
                    : "bytes follow the end of the gzip member");
        case HEADER, EXTRA_LENGTH, EXTRA, NAME, COMMENT, HEADER_CRC, STOPPED ->
            header(data[at++] & 0xFF);
      }
    }
    return state != State.STOPPED;
  }

  /** Says that no more bytes come: a member that is not complete is a fault. */
  public void finish() {
    switch (state) {
      case HEADER ->
          fail(seen == 0 ? "the input is empty" : "the input ends inside the gzip header");
      case EXTRA_LENGTH, EXTRA, NAME, COMMENT, HEADER_CRC ->
          fail("the input ends inside the gzip header");
      case BODY -> fail("the input is cut: the compressed data does not end");
      case TRAILER -> fail("the input is cut: the gzip checksum is missing");
      case END, STOPPED -> {}
    }
  }

  /** Gives back the native memory of the inflater; nothing may be fed afterwards. */
  public void close() {
    inflater.end();
  }

  /** Says whether the header is the one the v1 writer makes; the compressed bytes do not count. */
  public boolean canonicalHeader() {
    return canonical;
  }

  private void header(int b) {
    if (state != State.HEADER_CRC) {
      headerCrc.update(b);
    }
    switch (state) {
      case HEADER -> fixedHeader(b);
      case EXTRA_LENGTH -> {
        field |= (long) b << (8 * seen++);
        if (seen == 2) {
          enter(field == 0 ? afterExtra() : State.EXTRA);
        }
      }
      case EXTRA -> {
        if (++seen == field) {
          enter(afterExtra());
        }
      }
      case NAME -> {
        if (b == 0) {
          enter(afterName());
        }
      }
      case COMMENT -> {
        if (b == 0) {
          enter(afterComment());
        }
      }
      case HEADER_CRC -> {
        field |= (long) b << (8 * seen++);
        if (seen == 2) {
          if (field != (headerCrc.getValue() & 0xFFFF)) {
            fail("the gzip header checksum is wrong");
          } else {
            enter(State.BODY);
          }
        }
      }
      case BODY, TRAILER, END, STOPPED -> {}
    }
  }

  private void fixedHeader(int b) {
    canonical &= b == (CANONICAL[seen] & 0xFF);
    if (seen < 2 && b != (CANONICAL[seen] & 0xFF)) {
      fail("this is not a gzip file; an evidence bundle is a .tar.gz archive");
      return;
    }
    if (seen == 2 && b != 8) {
      fail("the gzip compression method is unknown");
      return;
    }
    if (seen == 3) {
      flags = b;
      if ((b & FLAGS_RESERVED) != 0) {
        fail("the gzip header has reserved flags");
        return;
      }
    }
    if (++seen == HEADER_BYTES) {
      enter((flags & FLAG_EXTRA) != 0 ? State.EXTRA_LENGTH : afterExtra());
    }
  }

  private State afterExtra() {
    field = 0;
    return (flags & FLAG_NAME) != 0 ? State.NAME : afterName();
  }

  private State afterName() {
    return (flags & FLAG_COMMENT) != 0 ? State.COMMENT : afterComment();
  }

  private State afterComment() {
    return (flags & FLAG_CRC) != 0 ? State.HEADER_CRC : State.BODY;
  }

  private void enter(State next) {
    state = next;
    seen = 0;
    if (next != State.EXTRA) {
      field = 0;
    }
  }

  private int body(byte[] data, int from, int to) {
    inflater.setInput(data, from, to - from);
    while (true) {
      long before = inflater.getBytesWritten();
      boolean corrupt = false;
      int length;
      try {
        length = inflater.inflate(out, 0, out.length);
      } catch (DataFormatException e) {
        // what was decoded before the bad symbol counts, else the fault would depend on the pieces
        length = (int) (inflater.getBytesWritten() - before);
        corrupt = true;
      }
      if (length > 0) {
        crc.update(out, 0, length);
        size += length;
        if (!target.decoded(out, 0, length)) {
          state = State.STOPPED;
          return to;
        }
      }
      if (inflater.finished()) {
        enter(State.TRAILER);
        return to - inflater.getRemaining();
      }
      if (corrupt || inflater.needsDictionary() || (length == 0 && !inflater.needsInput())) {
        fail("the compressed data is corrupt");
        return to;
      }
      if (length == 0) {
        return to;
      }
    }
  }

  private void trailer(int b) {
    field |= (long) b << (8 * seen++);
    if (seen == TRAILER_BYTES) {
      if ((field & 0xFFFF_FFFFL) != crc.getValue()) {
        fail("the gzip checksum is wrong");
      } else if (field >>> 32 != (size & 0xFFFF_FFFFL)) {
        fail("the gzip length is wrong");
      } else {
        enter(State.END);
      }
    }
  }

  private void fail(String why) {
    state = State.STOPPED;
    target.gzipBroken(why);
  }
}
