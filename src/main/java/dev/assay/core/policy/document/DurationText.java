package dev.assay.core.policy.document;

import java.time.Duration;
import java.util.Optional;

/**
 * Lengths of time as a policy writes them: an integer and {@code ms}, {@code s}, {@code m}, {@code
 * h}.
 */
final class DurationText {
  /** More digits than any bound of a duration has. */
  private static final int MAX_DIGITS = 9;

  private DurationText() {}

  static Optional<Duration> read(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > MAX_DIGITS || (digits > 1 && text.charAt(0) == '0')) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "ms" -> Optional.of(Duration.ofMillis(number));
      case "s" -> Optional.of(Duration.ofSeconds(number));
      case "m" -> Optional.of(Duration.ofMinutes(number));
      case "h" -> Optional.of(Duration.ofHours(number));
      default -> Optional.empty();
    };
  }

  /** Writes a bound in its largest unit. */
  static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 3_600_000 == 0 && millis > 0) {
      return millis / 3_600_000 + "h";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
