package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.cli.output.TerminalLines;
import dev.assay.app.gateway.SessionObserver;
import dev.assay.core.json.Json;
import dev.assay.core.surface.DecisionLine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines on standard error, in UTF-8 whatever the locale, through a bounded queue that never blocks
 * the gate: when nobody reads, lines are dropped and counted. One daemon thread writes.
 */
final class Console implements SessionObserver {
  private static final int MAX_QUEUED_LINES = 1_024;
  private static final int MAX_BATCH_BYTES = 16 * 1024;
  private static final long LINGER_MILLIS = 5;

  /** No line holds a line feed, so this is none. */
  private static final String CLOSE = "\n";

  private final WrapOptions.Talk talk;
  private final DecisionLine.Style style;
  private final OutputStream out;
  private final ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(MAX_QUEUED_LINES);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer;
  private volatile boolean closing;

  Console(WrapOptions.Talk talk) {
    this(talk, new FileOutputStream(FileDescriptor.err));
  }

  Console(WrapOptions.Talk talk, OutputStream out) {
    this.talk = talk;
    this.out = out;
    this.style = new DecisionLine.Style(talk.ascii(), talk.showArguments());
    this.writer = new Thread(this::write, "assay-console");
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void decided(DecisionLine.Mark mark, String tool, Json.Obj arguments, String reason) {
    if (!talk.quiet()) {
      offer(DecisionLine.of(mark, tool, arguments, reason, style));
    }
  }

  @Override
  public void warning(String text) {
    say("assay: warning: " + text);
  }

  @Override
  public void detail(String text) {
    if (talk.verbose()) {
      say("assay: " + text);
    }
  }

  /** Says something whatever was asked for; a policy's or a peer's text in it cannot act. */
  void say(String text) {
    offer(TerminalLines.of(text));
  }

  private void offer(String line) {
    if (!queue.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  private void write() {
    StringBuilder batch = new StringBuilder();
    try {
      while (true) {
        String line = queue.take();
        while (line != null && !line.equals(CLOSE) && batch.length() < MAX_BATCH_BYTES) {
          batch.append(line).append('\n');
          line = queue.poll();
        }
        if (line != null && !line.equals(CLOSE)) {
          batch.append(line).append('\n');
        }
        out.write(batch.toString().getBytes(StandardCharsets.UTF_8));
        batch.setLength(0);
        if (CLOSE.equals(line)) {
          return;
        }
        if (!closing) {
          TimeUnit.MILLISECONDS.sleep(
              LINGER_MILLIS); // what comes meanwhile is one write, not many wake-ups
        }
      }
    } catch (IOException e) {
      dropped.incrementAndGet(); // nobody reads standard error; the evidence does not depend on it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what is left, within half a second. */
  void close() throws InterruptedException {
    if (dropped.get() > 0) {
      offer("assay: " + dropped.get() + " console lines were dropped because nobody read them");
    }
    closing = true;
    offer(CLOSE);
    writer.join(500);
  }
}
