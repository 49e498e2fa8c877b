package dev.assay.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The fast encoder against the obvious one. */
class EnvelopeEncoderReferenceTest {
  private static final long SEED = Long.getLong("assay.seed", 20260101L);
  private static final String ALPHABET = "aZ09._-:/ \"\\\n\té中\uD83D\uDE00\u007F";

  record Anything(String type, Optional<String> subject, Json.Obj data) implements EventPayload {}

  @Test
  void both_encoders_write_the_same_bytes() {
    RandomGenerator random = new Random(SEED);
    for (int run = 0; run < 20; run++) {
      EventOrigin origin =
          new EventOrigin(
              text(random),
              "urn:" + text(random),
              new EventOrigin.Producer(text(random), text(random), text(random)));
      EnvelopeEncoder encoder = new EnvelopeEncoder(origin);
      for (int i = 0; i < 200; i++) {
        long sequence = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
        Anything payload = payload(random);
        Instant time = time(random);
        EvidenceEvent event = EvidenceEvent.of(origin, sequence % (1L << 50), time, payload);

        byte[] fast = encoder.encode(event.sequence(), time, payload);

        assertThat(new String(fast, StandardCharsets.UTF_8))
            .as("seed %d", SEED)
            .isEqualTo(CanonicalJson.canonicalText(event.envelope()));
      }
    }
  }

  private static Anything payload(RandomGenerator random) {
    Json.ObjBuilder data = Json.object();
    for (int i = random.nextInt(8); i > 0; i--) {
      data.put(text(random), text(random).repeat(random.nextInt(100)));
    }
    return new Anything(
        text(random),
        random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
        data.build());
  }

  private static Instant time(RandomGenerator random) {
    int unit = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[random.nextInt(4)];
    return Instant.ofEpochSecond(
        random.nextLong(253_402_300_800L), random.nextInt(1_000_000_000) / unit * unit);
  }

  private static String text(RandomGenerator random) {
    int[] points = ALPHABET.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
