package dev.assay.app.record;

import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.write.BundleSurvey;
import java.time.Duration;

/**
 * How a recorder works.
 *
 * @param run id of the recording; its parts are {@code <run>.0}, {@code <run>.1} and so on
 * @param source producer URI of every event
 * @param producer this program
 * @param rotation when a new part begins
 */
public record RecorderSettings(
    String run, String source, EventOrigin.Producer producer, Rotation rotation) {
  /** Room for a dot and the index of a part. */
  private static final int MAX_RUN_LENGTH = 180;

  /** Checks that bundles can carry run and source. */
  public RecorderSettings {
    if (run.length() > MAX_RUN_LENGTH || !BundleSurvey.isName(run)) {
      throw new IllegalArgumentException("run id must be letters, digits, `.`, `_` and `-`");
    }
    if (source.indexOf(':') < 1) {
      throw new IllegalArgumentException("source must hold a colon that is not first");
    }
  }

  /**
   * A new part begins when one of these is reached; all lie well below what a verifier accepts by
   * default.
   *
   * @param maxBytes journal length
   * @param maxEvents events in the part
   * @param maxAge time since its first event
   */
  public record Rotation(long maxBytes, long maxEvents, Duration maxAge) {
    /** 64 MiB, 50 000 events, a day. */
    public static final Rotation DEFAULT = new Rotation(64L << 20, 50_000, Duration.ofDays(1));
  }

  /** Gives the origin of a part's events. */
  EventOrigin origin(int part) {
    return new EventOrigin(run + '.' + part, source, producer);
  }
}
