package dev.assay.core.surface;

import java.time.Instant;

/**
 * Times as {@link Instant#toString} writes them, remembering the second: calls come many to a
 * second. Not thread-safe.
 */
final class TimeText {
  private long second = Long.MIN_VALUE;
  private String upToSecond = "";

  String text(Instant time) {
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      String whole = Instant.ofEpochSecond(second).toString();
      upToSecond = whole.substring(0, whole.length() - 1);
    }
    int nanos = time.getNano();
    if (nanos == 0) {
      return upToSecond + "Z";
    }
    int width = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
    int fraction = width == 3 ? nanos / 1_000_000 : width == 6 ? nanos / 1_000 : nanos;
    String digits = Integer.toString(fraction);
    return upToSecond + "." + "0".repeat(width - digits.length()) + digits + "Z";
  }
}
