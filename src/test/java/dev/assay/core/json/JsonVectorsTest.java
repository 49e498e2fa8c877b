package dev.assay.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.crypto.Sha256;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** RFC 8785 and strict-reader vectors; origin in {@code vectors/evidence/README.md}. */
class JsonVectorsTest {

  @TestFactory
  Stream<DynamicTest> canonical_bytes_equal_the_vectors() {
    return Vectors.cases("evidence/jcs.json", "cases").stream()
        .map(c -> dynamicTest(c.string("id").orElseThrow(), () -> checkCanonical(c)));
  }

  private static void checkCanonical(Json.Obj c) {
    byte[] input = c.string("input").orElseThrow().getBytes(StandardCharsets.UTF_8);
    JsonReading reading = JsonReader.read(input, JsonLimits.EVIDENCE);
    if (c.get("error") == Json.Bool.TRUE) {
      assertThat(reading).isInstanceOf(JsonReading.Refused.class);
      return;
    }
    assertThat(reading).isInstanceOf(JsonReading.Read.class);
    byte[] canonical = CanonicalJson.canonicalBytes(((JsonReading.Read) reading).value());
    assertThat(new String(canonical, StandardCharsets.UTF_8))
        .isEqualTo(c.string("canonical").orElseThrow());
    assertThat(Sha256.text(canonical)).isEqualTo(c.string("content_id").orElseThrow());
  }

  @Test
  void doubles_are_written_as_ecmascript_writes_them() {
    long rows =
        Vectors.text("evidence/jcs-numbers.tsv")
            .lines()
            .filter(l -> !l.startsWith("#"))
            .map(l -> l.split("\t"))
            .peek(
                row -> {
                  double value = Double.longBitsToDouble(Long.parseUnsignedLong(row[0], 16));
                  assertThat(CanonicalNumber.text(value)).as(row[0]).isEqualTo(row[1]);
                })
            .count();
    assertThat(rows).isEqualTo(583);
  }

  @TestFactory
  Stream<DynamicTest> the_strict_reader_gives_the_stated_verdict() {
    return Vectors.cases("evidence/strict-json.json", "cases").stream()
        .map(
            c ->
                dynamicTest(
                    c.string("id").orElseThrow(),
                    () -> {
                      String verdict =
                          switch (JsonReader.read(input(c), JsonLimits.EVIDENCE)) {
                            case JsonReading.Read _ -> "ok";
                            case JsonReading.Refused refused -> refused.fault().wire();
                          };
                      assertThat(verdict).isEqualTo(c.string("result").orElseThrow());
                    }));
  }

  private static byte[] input(Json.Obj c) {
    if (c.get("bytes_b64") != null) {
      return Base64.getDecoder().decode(c.string("bytes_b64").orElseThrow());
    }
    String text =
        c.get("json") != null
            ? c.string("json").orElseThrow()
            : generated(c.string("id").orElseThrow());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The inputs that the vectors describe in words. */
  private static String generated(String id) {
    return switch (id) {
      case "depth-64" -> "[".repeat(64) + "]".repeat(64);
      case "depth-65" -> "[".repeat(65) + "]".repeat(65);
      case "depth-obj-64" -> "{\"a\":".repeat(63) + "{}" + "}".repeat(63);
      case "depth-obj-65" -> "{\"a\":".repeat(64) + "{}" + "}".repeat(64);
      case "keys-10000" -> members(10_000);
      case "keys-10001" -> members(10_001);
      case "string-1048576" -> '"' + "a".repeat(1_048_576) + '"';
      case "string-1048577" -> '"' + "a".repeat(1_048_577) + '"';
      case "string-escaped-1048576" -> '"' + "\\u0061".repeat(1_048_576) + '"';
      case "number-long-fraction" -> "[0." + "1".repeat(1500) + "]";
      case "string-emoji-600000" -> '"' + "\uD83D\uDE00".repeat(600_000) + '"';
      default -> throw new IllegalArgumentException("vector not understood: " + id);
    };
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"k" + i + "\":0")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
