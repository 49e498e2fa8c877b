package dev.assay.app.offline.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * How long a store must keep what is pushed.
 *
 * @param mode who may shorten it
 * @param days how many days from the push on, 1 to {@link #MAX_DAYS}
 */
public record Retention(Mode mode, int days) {
  /** A century; what is meant to be longer is a typing error. */
  public static final int MAX_DAYS = 36_500;

  /** Checks the number of days. */
  public Retention {
    if (days < 1 || days > MAX_DAYS) {
      throw new IllegalArgumentException("days");
    }
  }

  /** Who may shorten a retention. */
  public enum Mode {
    /** Those whom the store gives a special right. */
    GOVERNANCE,
    /** Nobody. */
    COMPLIANCE;

    /** Gives the word in settings and documents. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A retention that is in force.
   *
   * @param mode who may shorten it
   * @param until the store keeps the object until then
   */
  public record Hold(Mode mode, Instant until) {
    /** Tells whether this keeps an object at least as long, give or take a clock. */
    public boolean covers(Hold demanded) {
      boolean strong = mode == Mode.COMPLIANCE || demanded.mode == Mode.GOVERNANCE;
      return strong && !until.isBefore(demanded.until.minus(CLOCKS));
    }
  }

  /** Clocks differ and stores round to seconds or days. */
  private static final Duration CLOCKS = Duration.ofHours(1);

  /** Gives the hold on what is pushed at a time. */
  public Hold from(Instant at) {
    return new Hold(mode, at.plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS));
  }
}
