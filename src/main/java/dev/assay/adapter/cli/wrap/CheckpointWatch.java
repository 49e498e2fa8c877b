package dev.assay.adapter.cli.wrap;

import dev.assay.app.record.Checkpoints;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.core.problem.Problem;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Makes checkpoints on a thread of its own while a session runs, and says once when it cannot. */
final class CheckpointWatch {
  private static final long STOP_MILLIS = 2_000;

  private final CheckpointLog log;
  private final Console console;
  private final Checkpoints checkpoints;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "assay-checkpoint");
            made.setDaemon(true);
            return made;
          });
  // written by the thread, then by who stops it
  private volatile boolean told;

  private CheckpointWatch(EvidenceRecorder recorder, CheckpointLog log, Console console) {
    this.log = log;
    this.console = console;
    this.checkpoints = new Checkpoints(recorder, log, Checkpoints.Cadence.DEFAULT);
  }

  static CheckpointWatch start(EvidenceRecorder recorder, CheckpointLog log, Console console) {
    CheckpointWatch watch = new CheckpointWatch(recorder, log, console);
    long period = Checkpoints.TICK.toMillis();
    var _ = watch.thread.scheduleWithFixedDelay(watch::tick, period, period, TimeUnit.MILLISECONDS);
    return watch;
  }

  private void tick() {
    try {
      say(checkpoints.tick(System.nanoTime()).or(log::takeProblem));
    } catch (RuntimeException fault) {
      console.warning("internal error, no checkpoint was made: " + fault.getClass().getName());
      throw fault; // ends the ticking; the checkpoint of the seal is made elsewhere
    }
  }

  private void say(Optional<Problem> problem) {
    if (problem.isPresent() && !told) {
      told = true;
      console.warning("a checkpoint is missing: " + problem.get().text());
    }
  }

  /** Ends the thread, so that the checkpoints of sealed parts are the last ones. */
  void stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
      console.warning("the last checkpoints may be out of order");
    }
  }

  /** Says what went wrong with the checkpoints of sealed parts. */
  void sayLast() {
    say(log.takeProblem());
  }
}
