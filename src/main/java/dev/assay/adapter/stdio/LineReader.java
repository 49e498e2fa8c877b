package dev.assay.adapter.stdio;

import dev.assay.app.gateway.Frame;
import dev.assay.core.mcp.AnswerIdProbe;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Step 1: cuts a stream into lines that end in a line feed, in bounded memory. A last line without
 * one counts; a line over the limit is skipped without being kept. Owned by one thread at a time.
 */
final class LineReader {
  private static final int FIRST_BUFFER_BYTES = 64 * 1024;
  private static final int KEPT_BUFFER_BYTES = 1024 * 1024;

  private final InputStream in;
  private final int maxLineBytes;
  private byte[] buffer;
  private int start;
  private int end;
  private int searched;
  private boolean ended;

  LineReader(InputStream in, int maxLineBytes) {
    this(in, maxLineBytes, new byte[FIRST_BUFFER_BYTES], 0);
  }

  private LineReader(InputStream in, int maxLineBytes, byte[] buffer, int end) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
    this.buffer = buffer;
    this.end = end;
  }

  /** One step of the stream. */
  sealed interface Step {
    /** Every whole line that is here, at least one; the frames are valid until the next call. */
    record Lines(List<Frame> frames) implements Step {}

    /** A line longer than the limit, skipped, and what a probe saw in it. */
    record Oversize(long length, AnswerIdProbe.Seen seen) implements Step {}

    /** The stream ended. */
    enum End implements Step {
      END
    }
  }

  /**
   * Gives a reader that goes on where this one stands, in a buffer of its own; this one must not be
   * used any more.
   */
  LineReader takeOver() {
    int rest = end - start;
    byte[] own = new byte[Math.max(FIRST_BUFFER_BYTES, rest)];
    System.arraycopy(buffer, start, own, 0, rest);
    LineReader next = new LineReader(in, maxLineBytes, own, rest);
    next.ended = ended;
    return next;
  }

  Step next() throws IOException {
    while (true) {
      int feed = indexOfFeed();
      if (feed >= 0) {
        return feed - start > maxLineBytes ? oversize(feed, feed + 1) : lines(feed);
      }
      if (end - start > maxLineBytes) {
        return skipLine();
      }
      if (ended || !fill()) {
        ended = true;
        return start == end ? Step.End.END : last();
      }
    }
  }

  /** Takes every whole line in the buffer, up to one that is too long. */
  private Step lines(int firstFeed) {
    List<Frame> frames = new ArrayList<>();
    int feed = firstFeed;
    while (feed >= 0 && feed - start <= maxLineBytes) {
      frames.add(new Frame(buffer, start, feed));
      start = searched = feed + 1;
      feed = indexOfFeed();
    }
    searched = feed < 0 ? searched : start;
    return new Step.Lines(frames);
  }

  /** A last line without line feed. */
  private Step last() {
    if (end - start > maxLineBytes) {
      return oversize(end, end);
    }
    Frame frame = new Frame(buffer, start, end);
    start = searched = end;
    return new Step.Lines(List.of(frame));
  }

  private Step oversize(int to, int next) {
    AnswerIdProbe probe = new AnswerIdProbe();
    probe.feed(buffer, start, to);
    int length = to - start;
    start = searched = next;
    return new Step.Oversize(length, probe.seen());
  }

  private int indexOfFeed() {
    for (int i = searched; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    searched = end;
    return -1;
  }

  private boolean fill() throws IOException {
    makeRoom();
    int count = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, count);
    return count >= 0;
  }

  private void makeRoom() {
    if (start == end) {
      start = end = searched = 0;
      if (buffer.length > KEPT_BUFFER_BYTES) {
        buffer = new byte[FIRST_BUFFER_BYTES];
      }
    } else if (end == buffer.length) {
      int rest = end - start;
      boolean grow = rest > buffer.length / 2;
      byte[] target =
          grow ? new byte[(int) Math.min(2L * buffer.length, maxLineBytes + 2L)] : buffer;
      target = target.length <= rest ? Arrays.copyOf(target, rest + FIRST_BUFFER_BYTES) : target;
      System.arraycopy(buffer, start, target, 0, rest);
      buffer = target;
      start = 0;
      end = searched = rest;
    }
  }

  private Step skipLine() throws IOException {
    AnswerIdProbe probe = new AnswerIdProbe();
    long length = 0;
    while (true) {
      int feed = indexOfFeed();
      int to = feed < 0 ? end : feed;
      probe.feed(buffer, start, to);
      length += to - start;
      if (feed >= 0) {
        start = searched = feed + 1;
        return new Step.Oversize(length, probe.seen());
      }
      start = searched = end = 0;
      if (!fill()) {
        ended = true;
        return new Step.Oversize(length, probe.seen());
      }
    }
  }
}
