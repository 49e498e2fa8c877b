package dev.assay.adapter.stdio;

import dev.assay.app.gateway.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a pipe: whole messages, in order; those of one read in one write.
 *
 * <p>Whoever sends while nobody writes, writes himself, so that the common case costs no hand-over
 * between threads; whoever sends while somebody writes, queues and goes on. The queue is bounded:
 * beyond it a sender waits, which is the back-pressure of its direction only. Source: {@code
 * mcp-gateway.md} S-10.
 */
final class Outlet {
  private static final int MAX_QUEUED_MESSAGES = 1_024;
  private static final long MAX_QUEUED_BYTES = 8L * 1024 * 1024;

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // all guarded by lock
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private long queuedBytes;
  private boolean writing;
  private long writeStartedNanos;
  private @Nullable Thread writer;
  private @Nullable IOException broken;

  Outlet(OutputStream out) {
    this.out = out;
  }

  /**
   * Sends frames, each with a line feed, in order and with one write. Returns when they are written
   * or queued; throws when the pipe is broken.
   */
  void send(List<Frame> frames) throws IOException {
    lock.lock();
    try {
      failIfBroken();
      if (writing) {
        for (Frame frame : frames) {
          enqueue(joined(List.of(frame)));
        }
        return;
      }
      begin();
    } finally {
      lock.unlock();
    }
    Frame first = frames.getFirst();
    int end = endOfRun(frames);
    if (end > 0) {
      writeThenDrain(first.bytes(), first.from(), end - first.from());
    } else {
      byte[] all = joined(frames);
      writeThenDrain(all, 0, all.length);
    }
  }

  /**
   * Gives the end of the bytes that are exactly these frames with their line feeds, as a reader
   * found them; 0 when they do not stand together in one buffer.
   */
  @SuppressWarnings("ReferenceEquality") // one buffer, not equal contents
  private static int endOfRun(List<Frame> frames) {
    byte[] bytes = frames.getFirst().bytes();
    int next = frames.getFirst().from();
    for (Frame frame : frames) {
      boolean follows = frame.bytes() == bytes && frame.from() == next;
      if (!follows || frame.to() == bytes.length || bytes[frame.to()] != '\n') {
        return 0;
      }
      next = frame.to() + 1;
    }
    return next;
  }

  private static byte[] joined(List<Frame> frames) {
    int size = 0;
    for (Frame frame : frames) {
      size += frame.length() + 1;
    }
    byte[] lines = new byte[size];
    int at = 0;
    for (Frame frame : frames) {
      System.arraycopy(frame.bytes(), frame.from(), lines, at, frame.length());
      at += frame.length();
      lines[at++] = '\n';
    }
    return lines;
  }

  private void begin() {
    writing = true;
    writer = Thread.currentThread();
    writeStartedNanos = System.nanoTime();
  }

  private void enqueue(byte[] line) throws IOException {
    while (!queue.isEmpty()
        && broken == null
        && (queue.size() >= MAX_QUEUED_MESSAGES || queuedBytes + line.length > MAX_QUEUED_BYTES)) {
      changed.awaitUninterruptibly();
    }
    failIfBroken();
    queue.add(line);
    queuedBytes += line.length;
  }

  private void failIfBroken() throws IOException {
    if (broken != null) {
      throw new IOException("the pipe is broken", broken);
    }
  }

  private void writeThenDrain(byte[] first, int firstFrom, int firstLength) throws IOException {
    byte[] bytes = first;
    int from = firstFrom;
    int length = firstLength;
    while (true) {
      try {
        out.write(bytes, from, length);
        out.flush();
      } catch (IOException e) {
        breakDown(e);
        throw e;
      }
      byte[] next = nextOrFinish();
      if (next == null) {
        return;
      }
      bytes = next;
      from = 0;
      length = next.length;
    }
  }

  private byte @Nullable [] nextOrFinish() {
    lock.lock();
    try {
      byte[] next = queue.poll();
      if (next == null) {
        writing = false;
        writer = null;
      } else {
        queuedBytes -= next.length;
        writeStartedNanos = System.nanoTime();
      }
      changed.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Lets every later send fail; says whether somebody was in a write. */
  private boolean breakDown(IOException cause) {
    lock.lock();
    try {
      boolean busy = writing;
      broken = cause;
      writing = false;
      writer = null;
      queue.clear();
      queuedBytes = 0;
      changed.signalAll();
      return busy;
    } finally {
      lock.unlock();
    }
  }

  /** Says whether this thread has been stuck in one write for longer than the time given. */
  boolean isStuck(Thread thread, long nanos) {
    lock.lock();
    try {
      return writing && writer == thread && System.nanoTime() - writeStartedNanos > nanos;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything sent is written, the pipe broke, or the time is over; says whether all
   * is written.
   */
  boolean awaitIdle(long millis) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      while (writing && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !writing && broken == null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the pipe; what is still queued is lost. Never waits: when somebody is stuck in a write,
   * the stream would make us wait for that write, so the pipe is closed by another thread once it
   * returns.
   */
  void close() {
    if (breakDown(new IOException("closed by us"))) {
      Thread closer = new Thread(this::closeStream, "assay-close");
      closer.setDaemon(true);
      closer.start();
    } else {
      closeStream();
    }
  }

  private void closeStream() {
    try {
      out.close();
    } catch (IOException e) {
      breakDown(e); // nobody can use it any more, which is what was asked for
    }
  }
}
