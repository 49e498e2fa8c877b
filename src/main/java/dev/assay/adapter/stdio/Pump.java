package dev.assay.adapter.stdio;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Reads one direction and lets somebody say what is to be written for the lines of each read.
 *
 * <p>A pump whose thread is stuck writing to a reader that does not read goes on on another thread:
 * {@link #takeOverIfStuck} gives the loop to a new thread, which first makes the writes that are
 * left of the read and then reads on, and the stuck one ends once its write returns. So a blocked
 * standard output neither stops reading the agent nor reading the upstream, and the common case
 * needs no second thread ({@code mcp-gateway.md} S-10).
 */
final class Pump {
  /** Handles lines; returns normally for every line it can survive. */
  interface Handler {
    /** Gives the writes that follow from the lines of one read, in order. */
    List<Write> handle(LineReader.Step lines);

    /** The stream ended, or the pump did; called once. */
    void ended();
  }

  /** A write to one of the two pipes; another thread may take over the reading while it runs. */
  interface Write {
    /** Writes; an exception ends the pump. */
    void run() throws IOException;
  }

  private static final long STUCK_NANOS = 200_000_000L;

  private final String name;
  private final Handler handler;
  private final Outlet[] outlets;

  // guarded by this
  private LineReader reader;
  private final Deque<Write> writes = new ArrayDeque<>();
  private int owner;
  private boolean sending;
  private Thread thread;

  Pump(String name, LineReader reader, Handler handler, Outlet... outlets) {
    this.name = name;
    this.reader = reader;
    this.handler = handler;
    this.outlets = outlets;
    this.thread = new Thread(() -> run(0), name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run(int me) {
    try {
      readAll(me);
    } finally {
      // also after a fault of ours or a lack of memory: a session nobody reads any more must end
      if (isOwner(me)) {
        handler.ended();
      }
    }
  }

  private void readAll(int me) {
    try {
      LineReader lines = lines();
      while (writeAll(me)) {
        LineReader.Step step = lines.next();
        if (step == LineReader.Step.End.END) {
          break;
        }
        plan(handler.handle(step));
      }
    } catch (IOException e) {
      return; // the other end is gone; its own end is noticed where it is read
    }
  }

  private synchronized LineReader lines() {
    return reader;
  }

  private synchronized boolean isOwner(int me) {
    return owner == me;
  }

  private synchronized void plan(List<Write> next) {
    writes.addAll(next);
  }

  /** Makes the planned writes; says whether this thread still owns the pump. */
  private boolean writeAll(int me) throws IOException {
    while (true) {
      Write write;
      synchronized (this) {
        if (owner != me) {
          return false;
        }
        write = writes.poll();
        sending = write != null;
      }
      if (write == null) {
        return true;
      }
      write.run();
    }
  }

  /** Lets a new thread go on reading when this pump's thread is stuck in a write. */
  synchronized void takeOverIfStuck() {
    if (!sending || !isStuck()) {
      return;
    }
    owner++;
    sending = false;
    reader = reader.takeOver();
    int next = owner;
    thread = new Thread(() -> run(next), name + "-" + next);
    thread.setDaemon(true);
    thread.start();
  }

  private boolean isStuck() {
    for (Outlet outlet : outlets) {
      if (outlet.isStuck(thread, STUCK_NANOS)) {
        return true;
      }
    }
    return false;
  }
}
