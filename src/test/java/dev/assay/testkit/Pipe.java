package dev.assay.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A pipe between two threads, without the thread bookkeeping of the JDK's; can be made to block its
 * writer.
 */
public final class Pipe {
  private static final byte[] END = new byte[0];
  private final LinkedBlockingQueue<byte[]> chunks;

  /** While true, writers block as on a full pipe; guarded by this. */
  private boolean held;

  private int writes; // guarded by this

  /** An unbounded pipe. */
  public Pipe() {
    this(Integer.MAX_VALUE);
  }

  /** A pipe whose writer blocks when this many chunks wait. */
  public Pipe(int capacity) {
    this.chunks = new LinkedBlockingQueue<>(capacity);
  }

  /** The writing end. */
  public OutputStream writer() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        put(Arrays.copyOfRange(bytes, from, from + length));
      }

      @Override
      public void close() throws IOException {
        put(END);
      }
    };
  }

  /** How many writes came so far. */
  public synchronized int writes() {
    return writes;
  }

  /** Lets every write block until {@link #release}. */
  public synchronized void hold() {
    held = true;
  }

  /** Lets blocked writers go on. */
  public synchronized void release() {
    held = false;
    notifyAll();
  }

  private void put(byte[] chunk) throws IOException {
    try {
      synchronized (this) {
        while (held) {
          wait();
        }
        writes++;
      }
      chunks.put(chunk);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** The reading end. */
  public InputStream reader() {
    return new Reader();
  }

  private final class Reader extends InputStream {
    private byte[] chunk = new byte[0];
    private int at;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      while (at == chunk.length) {
        if (chunk == END) {
          return -1;
        }
        take();
      }
      if (chunk == END) {
        return -1;
      }
      int count = Math.min(length, chunk.length - at);
      System.arraycopy(chunk, at, target, from, count);
      at += count;
      return count;
    }

    private void take() throws IOException {
      try {
        byte[] next = chunks.poll(60, TimeUnit.SECONDS);
        if (next == null) {
          throw new IOException("nobody wrote for a minute");
        }
        chunk = next;
        at = 0;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
