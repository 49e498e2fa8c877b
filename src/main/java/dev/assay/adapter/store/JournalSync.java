package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings one journal to the disk on a thread of its own.
 *
 * <p>With {@link Durability#OS} the thread looks every 40 ms and sleeps deeply when nothing came
 * for a second, so that an append costs no system call for waking it. With {@link Durability#SYNC}
 * every append wakes it; what arrives while it forces is forced together next: commits are grouped
 * by what arrives meanwhile, never by waiting.
 */
final class JournalSync {
  /** Below the 50 ms that are promised, by the time a busy machine needs to get round to it. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private static final int IDLE_TICKS = 25;

  private final DiskFile file;
  private final Durability durability;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition told = lock.newCondition();

  // written by the appending thread, read by the flushing thread
  private volatile long written;
  private volatile boolean asleep;
  private volatile boolean stopped;
  // written once by the flushing thread, read by all
  private volatile @Nullable Problem failure;
  // guarded by lock
  private long forced;
  // guarded by the recorder's lock while appending, handed over when the part is sealed
  private @Nullable Thread thread;

  JournalSync(DiskFile file, Durability durability) {
    this.file = file;
    this.durability = durability;
  }

  /** Says that the journal is so long now; called by the appending thread. */
  void appended(long position) {
    written = position;
    Thread running = thread;
    if (running == null) {
      start();
    } else if (asleep) {
      LockSupport.unpark(running);
    }
  }

  /** Gives how long the journal is by what was appended; from any thread. */
  long written() {
    return written;
  }

  private void start() {
    Runnable loop =
        switch (durability) {
          case OS -> this::flushNowAndThen;
          case SYNC -> this::flushOnDemand;
        };
    thread = Thread.ofPlatform().daemon().name("assay-journal").start(loop);
  }

  /**
   * Gives the first failure of a force; empty as long as there was none. It is never taken back:
   * the operating system may have dropped the pages it could not write, so a later force that
   * succeeds proves nothing for them.
   */
  Optional<Problem> failure() {
    return Optional.ofNullable(failure);
  }

  /** Waits until the disk has everything up to a position, when that is what was asked for. */
  Optional<Problem> awaitForced(long position) {
    if (durability == Durability.OS) {
      return Optional.empty();
    }
    lock.lock();
    try {
      while (forced < position && failure == null) {
        work.signal();
        told.awaitUninterruptibly();
      }
      return forced >= position ? Optional.empty() : Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; returns when it no longer touches the file. */
  void stop() {
    stopped = true;
    Thread running = thread;
    if (running == null) {
      return;
    }
    lock.lock();
    try {
      work.signal();
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(running);
    boolean interrupted = false;
    while (running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void flushNowAndThen() {
    long last = 0;
    int idle = 0;
    long spent = 0;
    while (!stopped) {
      LockSupport.parkNanos(Math.max(1, TICK_NANOS - spent));
      long begin = System.nanoTime();
      long target = written;
      if (target != last) {
        force(target);
        last = target;
        idle = 0;
      } else if (++idle > IDLE_TICKS) {
        asleep = true;
        while (written == last && !stopped) {
          LockSupport.park(this);
        }
        asleep = false;
        idle = 0;
        begin = System.nanoTime();
      }
      spent = System.nanoTime() - begin;
    }
  }

  private void flushOnDemand() {
    long last = 0;
    while (!stopped) {
      lock.lock();
      try {
        while (written == last && !stopped) {
          work.awaitUninterruptibly();
        }
      } finally {
        lock.unlock();
      }
      long target = written;
      if (target != last) {
        force(target);
        last = target;
      }
    }
  }

  /** After a failure nothing is forced any more: its success would be believed. */
  private void force(long target) {
    if (failure != null) {
      return;
    }
    boolean done = false;
    try {
      file.force();
      done = true;
    } catch (IOException | RuntimeException | Error e) {
      done = false; // INVARIANT: this thread survives everything, since calls may wait for it
    }
    tell(target, done);
  }

  private void tell(long target, boolean done) {
    lock.lock();
    try {
      if (done) {
        forced = Math.max(forced, target);
      } else {
        failure =
            Problem.of(
                "evidence.store.sync", "the journal cannot be forced to disk", Where.NOWHERE);
      }
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
