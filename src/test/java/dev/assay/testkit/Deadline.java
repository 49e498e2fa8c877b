package dev.assay.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A bounded wait for something another process does: look, {@link #awaitMore}, look again. */
public final class Deadline {
  private static final long LOOK_EVERY_NANOS = 5_000_000;

  private final long end;
  private final Duration length;

  private Deadline(Duration length) {
    this.end = System.nanoTime() + length.toNanos();
    this.length = length;
  }

  /** A deadline that ends this long from now. */
  public static Deadline in(Duration length) {
    return new Deadline(length);
  }

  /** Returns a moment later, or fails when the time is over. */
  public void awaitMore(String what) {
    if (System.nanoTime() > end) {
      throw new AssertionError("waited " + length + " in vain for " + what);
    }
    LockSupport.parkNanos(LOOK_EVERY_NANOS);
  }

  /** Waits up to 20 seconds for a condition. */
  public static void await(String what, BooleanSupplier condition) {
    Deadline deadline = in(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      deadline.awaitMore(what);
    }
  }
}
