package dev.assay.core.evidence;

import dev.assay.core.json.ByteLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Times as {@link Instant#toString} writes them, remembering the second: calls come many to a
 * second. That is the stored form too: 0, 3, 6 or 9 fraction digits, the fewest that keep the
 * value. Not thread-safe.
 */
public final class TimeText {
  private long second = Long.MIN_VALUE;
  private byte[] upToSecond = {};

  /** Adds a time to a line. */
  public void put(Instant time, ByteLine line) {
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      byte[] whole = Instant.ofEpochSecond(second).toString().getBytes(StandardCharsets.US_ASCII);
      upToSecond = Arrays.copyOf(whole, whole.length - 1);
    }
    line.put(upToSecond);
    int nanos = time.getNano();
    if (nanos != 0) {
      int width = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
      int fraction = width == 3 ? nanos / 1_000_000 : width == 6 ? nanos / 1_000 : nanos;
      line.put('.').put(fraction, width);
    }
    line.put('Z');
  }
}
