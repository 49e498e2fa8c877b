package dev.assay.adapter.stdio;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The moment a session begins to end, and who ended it. The first cause counts. Thread-safe. */
final class SessionEnd {
  /** Who ended it. */
  enum Cause {
    /** The agent closed its end, or died. */
    AGENT_CLOSED,
    /** The server closed its end. */
    UPSTREAM_CLOSED,
    /** The server's process ended. */
    UPSTREAM_EXITED,
    /** We were told to stop. */
    SIGNAL
  }

  private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();
  private final CountDownLatch begun = new CountDownLatch(1);

  void signal(Cause first) {
    cause.compareAndSet(null, first);
    begun.countDown();
  }

  /** Waits for the end to begin; gives null when the time is over first. */
  @Nullable Cause await(long millis) throws InterruptedException {
    return begun.await(millis, TimeUnit.MILLISECONDS) ? cause.get() : null;
  }
}
