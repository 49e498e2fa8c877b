package dev.assay.adapter.store;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the records of a journal forward, in memory bounded by the longest record. */
final class JournalReader {
  private static final int CHUNK = 1 << 16;

  /** How a journal ends. */
  enum Tail {
    /** With a good record, and perhaps room for more. */
    WHOLE,
    /**
     * With bytes that are no good record: what a crash leaves. Good records may stand behind room
     * that was never written: a machine that stops brings bytes to the disk in no certain order.
     */
    TORN,
    /** A bad record has good ones behind it: no crash does that. */
    CORRUPT
  }

  /** Where the bytes come from. */
  interface Source {
    /** Reads up to {@code length} bytes from a position; zero or less at the end. */
    int read(byte[] into, int from, int length, long at) throws IOException;
  }

  private final Source file;
  private byte[] buffer = new byte[CHUNK];
  private int count;
  private int at;

  /** Offset in the file of {@code buffer[0]}. */
  private long base;

  private long goodEnd;
  private long usedEnd;

  JournalReader(Source file) {
    this.file = file;
  }

  /**
   * Gives the next line, or null when no good record follows. When the source grew since, asking
   * again goes on.
   */
  byte @Nullable [] next() throws IOException {
    int length = recordAt(at);
    if (length < 0) {
      return null;
    }
    int from = at + JournalFormat.linePrefix(length);
    at = from + length + 1;
    goodEnd = base + at;
    return Arrays.copyOfRange(buffer, from, from + length);
  }

  /** Gives the offset behind the last good record. */
  long goodEnd() {
    return goodEnd;
  }

  /** Finds out what stands where {@link #next} gave nothing; call once, then no more. */
  Tail tail() throws IOException {
    boolean lineBegins = true;
    boolean room = false;
    Tail tail = Tail.WHOLE;
    while (has(at, 1)) {
      boolean feed = buffer[at++] == JournalFormat.FILLER;
      if (feed && lineBegins) {
        room = true;
      } else {
        tail = Tail.TORN;
        usedEnd = base + at;
      }
      lineBegins = feed;
      if (feed && !room && recordAt(at) >= 0) {
        return Tail.CORRUPT;
      }
    }
    return tail;
  }

  /** Gives the offset behind the last byte that is not room; after {@link #tail}. */
  long usedEnd() {
    return Math.max(goodEnd, usedEnd);
  }

  /** Gives the length of the line of a good record at a place in the buffer, or -1. */
  private int recordAt(int from) throws IOException {
    int shift = from - at;
    has(from, JournalFormat.MAX_PREFIX);
    int start = at + shift;
    int length = JournalFormat.lineLength(buffer, start, count);
    if (length < 0 || !has(start, JournalFormat.linePrefix(length) + length + 1)) {
      return -1;
    }
    return JournalFormat.isSound(buffer, at + shift, length) ? length : -1;
  }

  /** Makes bytes from a place on available; the buffer may move so that {@code at} changes. */
  private boolean has(int from, int wanted) throws IOException {
    int start = from;
    while (count - start < wanted) {
      if (at > 0) {
        System.arraycopy(buffer, at, buffer, 0, count - at);
        base += at;
        count -= at;
        start -= at;
        at = 0;
      }
      if (count == buffer.length) {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
      int read = file.read(buffer, count, buffer.length - count, base + count);
      if (read <= 0) {
        return false;
      }
      count += read;
    }
    return true;
  }
}
