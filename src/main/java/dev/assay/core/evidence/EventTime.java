package dev.assay.core.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * The time of an event: an instant to the nanosecond, years 0001 to 9999.
 *
 * <p>Reads exactly RFC 3339 with upper-case {@code T} and {@code Z} or a numeric offset, and
 * seconds 00 to 59; what is finer than a nanosecond is cut. Writes UTC with {@code Z} and 0, 3, 6
 * or 9 fraction digits, the fewest that keep the value. Source: {@code evidence.md} 1.4.
 *
 * @param epochSecond seconds since 1970-01-01T00:00:00Z
 * @param nano 0 to 999 999 999
 */
public record EventTime(long epochSecond, int nano) implements Comparable<EventTime> {
  private static final long FIRST = -62_135_596_800L; // 0001-01-01T00:00:00Z
  private static final long LAST = 253_402_300_799L; // 9999-12-31T23:59:59Z
  private static final int SHORTEST = "2026-03-01T12:00:00Z".length();

  /** Refuses instants outside the years 0001 to 9999. */
  public EventTime {
    if (epochSecond < FIRST || epochSecond > LAST || nano < 0 || nano > 999_999_999) {
      throw new IllegalArgumentException("an event time lies in the years 0001 to 9999");
    }
  }

  /** Gives the instant. */
  public Instant instant() {
    return Instant.ofEpochSecond(epochSecond, nano);
  }

  /** Gives the stored form. */
  public String text() {
    return instant().toString();
  }

  /** Reads a time; empty when it is not of the form above. */
  public static Optional<EventTime> read(String text) {
    boolean shaped =
        text.length() >= SHORTEST
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':';
    if (!shaped) {
      return Optional.empty();
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    boolean inRange =
        year >= 1
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= monthLength(year, month)
            && hour >= 0
            && hour <= 23
            && minute >= 0
            && minute <= 59
            && second >= 0
            && second <= 59;
    if (!inRange) {
      return Optional.empty();
    }
    int at = 19;
    int nano = 0;
    if (text.charAt(at) == '.') {
      int fraction = ++at;
      int unit = 100_000_000;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        nano += (text.charAt(at++) - '0') * unit;
        unit /= 10;
      }
      if (at == fraction) {
        return Optional.empty();
      }
    }
    int offset = offsetSeconds(text, at);
    long epoch =
        epochDay(year, month, day) * 86_400L + hour * 3600L + minute * 60L + second - offset;
    return offset == NO_OFFSET || epoch < FIRST || epoch > LAST
        ? Optional.empty()
        : Optional.of(new EventTime(epoch, nano));
  }

  /**
   * Says whether a text that {@link #read} accepts is the stored form: UTC, and no fraction digits
   * that could be left out.
   */
  public static boolean isStoredForm(String text) {
    int last = text.length() - 1;
    int fraction = last - SHORTEST;
    return text.endsWith("Z")
        && (last == SHORTEST - 1
            || ((fraction == 3 || fraction == 6 || fraction == 9)
                && !text.startsWith("000", last - 3)));
  }

  @Override
  public int compareTo(EventTime other) {
    int bySecond = Long.compare(epochSecond, other.epochSecond);
    return bySecond != 0 ? bySecond : Integer.compare(nano, other.nano);
  }

  private static final int NO_OFFSET = Integer.MIN_VALUE;

  /** {@code Z} or {@code +hh:mm} up to the end of the text. */
  private static int offsetSeconds(String text, int at) {
    int left = text.length() - at;
    if (left == 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    if (left != 6 || text.charAt(at + 3) != ':') {
      return NO_OFFSET;
    }
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return NO_OFFSET;
    }
    int seconds = hours * 3600 + minutes * 60;
    return switch (text.charAt(at)) {
      case '+' -> seconds;
      case '-' -> -seconds;
      default -> NO_OFFSET;
    };
  }

  /** The number in a fixed field of ASCII digits, or -1. */
  private static int digits(String text, int at, int length) {
    int value = 0;
    for (int i = at; i < at + length; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static int monthLength(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days since 1970-01-01 in the proleptic Gregorian calendar, years counted from March. */
  private static long epochDay(int year, int month, int day) {
    int y = month > 2 ? year : year - 1;
    int marchBased = (month + 9) % 12;
    long days = 365L * y + y / 4 - y / 100 + y / 400 + (marchBased * 306 + 5) / 10 + (day - 1);
    return days - 719_468;
  }
}
