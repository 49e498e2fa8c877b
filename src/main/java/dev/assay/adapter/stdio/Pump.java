package dev.assay.adapter.stdio;

import java.io.IOException;

/**
 * Reads one direction line by line and lets somebody handle each.
 *
 * <p>A pump whose thread is stuck writing to a reader that does not read goes on reading on another
 * thread: {@link #takeOverIfStuck} gives the loop to a new thread, and the stuck one ends once its
 * write returns. So a blocked standard output neither stops reading the agent nor reading the
 * upstream, and the common case needs no second thread ({@code mcp-gateway.md} S-10).
 */
final class Pump {
  /** Handles lines; returns normally for every line it can survive. */
  interface Handler {
    /** Handles one line; an exception ends the pump. */
    void handle(LineReader.Line line, Sending sending) throws IOException;

    /** The stream ended, or the pump did; called once. */
    void ended();
  }

  /** Marks the part of handling that may block in a write. */
  interface Sending {
    /** Runs a write during which another thread may take over the reading. */
    void run(Write write) throws IOException;
  }

  /** A write to one of the two pipes. */
  interface Write {
    /** Writes. */
    void run() throws IOException;
  }

  private static final long STUCK_NANOS = 200_000_000L;

  private final String name;
  private final Handler handler;
  private final Outlet[] outlets;

  // guarded by this
  private LineReader reader;
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
    boolean mine = true;
    try {
      LineReader lines = lines();
      Sending guard = write -> guarded(me, write);
      while (mine) {
        LineReader.Line line = lines.next();
        if (line == LineReader.Line.End.END) {
          break;
        }
        handler.handle(line, guard);
        mine = isOwner(me);
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

  private void guarded(int me, Write write) throws IOException {
    synchronized (this) {
      sending = owner == me;
    }
    try {
      write.run();
    } finally {
      synchronized (this) {
        if (owner == me) {
          sending = false;
        }
      }
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
