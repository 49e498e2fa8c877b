package dev.assay.app.record;

import dev.assay.core.evidence.ChainHead;
import dev.assay.core.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes checkpoints of what is being recorded: after every so many events, and of fewer events
 * after some time. The last checkpoint of a part is made by whoever seals it.
 *
 * <p>One thread, which is not the path of a call; it reads the journal back.
 */
public final class Checkpoints {
  /** How often {@link #tick} should be called. */
  public static final Duration TICK = Duration.ofSeconds(1);

  private final EvidenceRecorder recorder;
  private final CheckpointSink sink;
  private final Cadence cadence;
  private String run = "";
  private long size;
  private long lastNanos;

  /**
   * When a checkpoint is due.
   *
   * @param events after so many further events
   * @param time after so long, when there are further events
   */
  public record Cadence(long events, Duration time) {
    /** A thousand events or ten seconds. */
    public static final Cadence DEFAULT = new Cadence(1_000, Duration.ofSeconds(10));
  }

  /** Makes one that has made no checkpoint yet. */
  public Checkpoints(EvidenceRecorder recorder, CheckpointSink sink, Cadence cadence) {
    this.recorder = recorder;
    this.sink = sink;
    this.cadence = cadence;
    this.lastNanos = -cadence.time().toNanos();
  }

  /**
   * Makes a checkpoint when one is due.
   *
   * @param nanos of a clock that never goes backwards
   * @return why the head could not be computed; the next tick tries again
   */
  public Optional<Problem> tick(long nanos) {
    return switch (recorder.head()) {
      case HeadReading.Known known -> {
        tick(known, nanos);
        yield Optional.empty();
      }
      case HeadReading.Nothing _ -> Optional.empty();
      case HeadReading.Unknown unknown -> Optional.of(unknown.problem());
    };
  }

  private void tick(HeadReading.Known known, long nanos) {
    ChainHead head = known.head();
    long further = known.run().equals(run) ? head.size() - size : head.size();
    boolean late = nanos - lastNanos >= cadence.time().toNanos();
    if (further >= cadence.events() || (further > 0 && late)) {
      sink.checkpoint(known.run(), head);
      run = known.run();
      size = head.size();
      lastNanos = nanos;
    }
  }
}
