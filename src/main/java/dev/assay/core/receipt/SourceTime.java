package dev.assay.core.receipt;

import dev.assay.core.evidence.EventTime;
import dev.assay.core.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times of sources, in UTC with three fraction digits. Source: {@code receipts.md} 5 and 7. */
final class SourceTime {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private SourceTime() {}

  /** Reads a string; further digits are cut. */
  static String ofText(@Nullable Json value, String name) throws RecordRefused {
    if (!(value instanceof Json.Str text)) {
      throw new RecordRefused(RecordFields.TYPE, name + " must be a string");
    }
    return EventTime.read(text.value())
        .map(time -> MILLIS.format(time.instant()))
        .orElseThrow(
            () ->
                new RecordRefused(RecordFields.TIMESTAMP, name + " must be RFC3339 with timezone"));
  }

  /** Reads a string, or a number of seconds since 1970, rounded half away from zero. */
  static String ofTextOrSeconds(Json value, String name) throws RecordRefused {
    if (value instanceof Json.Str) {
      return ofText(value, name);
    }
    if (value instanceof Json.Num number && Math.abs(number.asDouble()) < 1e12) {
      try {
        long millis =
            new BigDecimal(number.text())
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return MILLIS.format(Instant.ofEpochMilli(millis));
      } catch (ArithmeticException | DateTimeException e) {
        throw refused(name);
      }
    }
    throw refused(name);
  }

  private static RecordRefused refused(String name) {
    return new RecordRefused(
        RecordFields.TIMESTAMP, name + " must be RFC3339 string or unix seconds");
  }
}
