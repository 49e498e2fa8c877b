package dev.assay.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-01T12:00:00",
        "2026-03-01T12:00:00z",
        "2026-03-01T12:00:60Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T12:60:00Z",
        "2026-03-01T12:00:00.Z",
        "2026-03-01T12:00:00,5Z",
        "2026-03-01T12:00:00+02",
        "2026-03-01T12:00:00+0200",
        "2026-03-01T12:00:00+24:00",
        "2026-03-01T12:00:00 +02:00",
        "2026-03-01T12:00:00ZZ",
        "2026-02-29T12:00:00Z",
        "1900-02-29T12:00:00Z",
        "2026-04-31T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-00-01T12:00:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "+2026-03-01T12:00:00Z",
        "2026-03-01T12:00:0\u0660Z",
        "2026-3-01T12:00:00Z"
      })
  void what_is_not_exactly_rfc_3339_is_refused(String text) {
    assertThat(EventTime.read(text)).isEmpty();
  }

  @Test
  void reading_what_was_written_gives_the_same_time() {
    long seed = Long.getLong("assay.seed", 20_260_101L);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      int nano = random.nextInt(1000) * (int) Math.pow(1000, random.nextInt(3));
      Instant instant =
          Instant.ofEpochSecond(-62_135_596_800L + random.nextLong(315_537_897_600L), nano);
      EventTime time = new EventTime(instant.getEpochSecond(), instant.getNano());
      assertThat(EventTime.read(time.text())).as("seed %s", seed).contains(time);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1439) - 719));
      String elsewhere =
          DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSxxx", Locale.ROOT)
              .format(instant.atOffset(offset));
      if (elsewhere.charAt(0) != '0' && elsewhere.length() == 35) {
        assertThat(EventTime.read(elsewhere)).as("seed %s: %s", seed, elsewhere).contains(time);
      }
    }
  }

  @Test
  void years_outside_the_format_cannot_be_made() {
    long late = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();
    assertThatThrownBy(() -> new EventTime(late, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
