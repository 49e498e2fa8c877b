package dev.assay.adapter.cli.store;

import dev.assay.adapter.cli.output.TerminalLines;
import dev.assay.app.offline.store.StoreProgress;
import java.io.PrintWriter;
import java.util.Locale;

/** Says on standard error how far long work is, first after two seconds and then every two. */
final class StoreProgressLines implements StoreProgress {
  private static final long EVERY_NANOS = 2_000_000_000L;
  private static final double MIB = 1 << 20;

  private final PrintWriter err;
  private String what = "";
  private long bytes;
  private long next = System.nanoTime() + EVERY_NANOS;

  StoreProgressLines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void begin(String name) {
    what = name;
    bytes = 0;
    tell();
  }

  @Override
  public void moved(long count) {
    bytes += count;
    tell();
  }

  private void tell() {
    long now = System.nanoTime();
    if (now - next >= 0) {
      next = now + EVERY_NANOS;
      String line = String.format(Locale.ROOT, "%s: %.1f MiB", what, bytes / MIB);
      err.println(TerminalLines.of(line));
      err.flush();
    }
  }
}
