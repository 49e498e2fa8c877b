package dev.assay.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.JsonValues;
import dev.assay.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Laws of reading and canonical writing over generated values. */
class JsonPropertiesTest {
  private static final int ROUNDS = 3_000;
  private final RandomGenerator random = Seed.random();

  @Test
  void canonical_is_a_fixed_point() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] canonical = CanonicalJson.canonicalBytes(JsonValues.any(random));
      Json again = read(canonical);
      assertThat(CanonicalJson.canonicalBytes(again))
          .as("seed %d", Seed.value())
          .isEqualTo(canonical);
    }
  }

  @Test
  void every_text_form_reads_as_the_same_value() {
    for (int i = 0; i < ROUNDS; i++) {
      Json value = JsonValues.any(random);
      assertThat(read(JsonText.pretty(value).getBytes(StandardCharsets.UTF_8))).isEqualTo(value);
      assertThat(read(JsonText.compact(value).getBytes(StandardCharsets.UTF_8))).isEqualTo(value);
    }
  }

  @Test
  void member_order_does_not_change_canonical_bytes() {
    for (int i = 0; i < ROUNDS; i++) {
      Json value = JsonValues.any(random);
      assertThat(CanonicalJson.canonicalBytes(reversed(value)))
          .as("seed %d", Seed.value())
          .isEqualTo(CanonicalJson.canonicalBytes(value));
    }
  }

  @Test
  void duplicate_keys_are_refused_at_any_depth() {
    for (int depth = 0; depth < 60; depth++) {
      for (String again : List.of("\"k\"", "\"\\u006b\"")) {
        String text =
            "[".repeat(depth) + "{\"k\":1,\"x\":[{}]," + again + ":2}" + "]".repeat(depth);
        assertThat(JsonReader.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.EVIDENCE))
            .isInstanceOfSatisfying(
                JsonReading.Refused.class,
                refused -> assertThat(refused.fault()).isEqualTo(JsonFault.DUPLICATE_KEY));
      }
    }
  }

  @Test
  void a_name_reads_the_same_however_common_it_is() {
    List<String> names =
        List.of(
            "id", "name", "path", "_meta", "method", "params", "result", "jsonrpc", "arguments");
    for (String name : names) {
      for (String near :
          List.of(
              name,
              name + "s",
              name.substring(1),
              name.substring(0, name.length() - 1),
              name.toUpperCase(Locale.ROOT),
              name.replace(name.charAt(1), '-'),
              name + "\u00e9")) {
        String escaped = "\\u%04x".formatted((int) near.charAt(0)) + near.substring(1);
        String text = "{\"%s\" : 1 }".formatted(near);
        Json.Obj read = (Json.Obj) read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(read.members().keySet()).containsExactly(near);
        assertThat(read)
            .isEqualTo(read("{\"%s\":1}".formatted(escaped).getBytes(StandardCharsets.UTF_8)));
        String twice = "{\"%s\":1,\"x\":2,\"%s\":3}".formatted(escaped, near);
        assertThat(JsonReader.read(twice.getBytes(StandardCharsets.UTF_8), JsonLimits.EVIDENCE))
            .isInstanceOf(JsonReading.Refused.class);
      }
      for (int cut = 0; cut <= name.length() + 1; cut++) {
        byte[] text = ("{\"" + name + "\"").substring(0, cut + 1).getBytes(StandardCharsets.UTF_8);
        assertThat(JsonReader.read(text, JsonLimits.EVIDENCE))
            .isEqualTo(new JsonReading.Refused(JsonFault.PARSE_ERROR, text.length));
      }
    }
  }

  @Test
  void numbers_are_written_as_the_JDK_writes_them() {
    for (int i = 0; i < ROUNDS; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      assertThat(new ByteLine(4).put(number).bytes())
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo(Long.toString(number));
      long nanos = random.nextInt(1_000_000_000);
      assertThat(new ByteLine(4).put(nanos, 9).bytes())
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("%09d".formatted(nanos));
    }
    for (long number :
        new long[] {0, 9, 10, Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(new String(new ByteLine(1).put(number).bytes(), StandardCharsets.US_ASCII))
          .isEqualTo(Long.toString(number));
    }
  }

  @Test
  void reading_never_throws() {
    for (int i = 0; i < 50_000; i++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      assertThat(JsonReader.read(noise, JsonLimits.EVIDENCE)).isNotNull();
    }
  }

  private static Json read(byte[] text) {
    return ((JsonReading.Read) JsonReader.read(text, JsonLimits.EVIDENCE)).value();
  }

  private static Json reversed(Json value) {
    return switch (value) {
      case Json.Obj object -> {
        Json.ObjBuilder reversed = Json.object();
        List<Map.Entry<String, Json>> members = new ArrayList<>(object.members().entrySet());
        members.reversed().forEach(m -> reversed.put(m.getKey(), reversed(m.getValue())));
        yield reversed.build();
      }
      case Json.Arr array ->
          new Json.Arr(array.items().stream().map(JsonPropertiesTest::reversed).toList());
      case Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  /** What a digest may stand for: no other value has the canonical form of one that is kept. */
  @Test
  void numbers_that_are_kept_have_a_canonical_form_of_their_own() {
    int kept = 0;
    int rounded = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      Json one = within(number);
      Json next = within(number + 1);
      if (CanonicalJson.keepsNumbersOf(one) && CanonicalJson.keepsNumbersOf(next)) {
        kept++;
        assertThat(CanonicalJson.canonicalText(one))
            .as("seed %d", Seed.value())
            .isNotEqualTo(CanonicalJson.canonicalText(next));
      } else {
        rounded++;
      }
    }
    assertThat(kept).isPositive();
    assertThat(rounded).isPositive();
  }

  private static Json within(long number) {
    Json.Arr list = new Json.Arr(List.of(Json.Bool.TRUE, Json.Num.of(number)));
    return Json.object().put("a", "b").put("c", list).build();
  }
}
