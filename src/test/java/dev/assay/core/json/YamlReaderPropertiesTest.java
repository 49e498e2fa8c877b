package dev.assay.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code -Dassay.seed=N} repeats a run. */
class YamlReaderPropertiesTest {
  private static final long SEED = Long.getLong("assay.seed", 20_260_101L);
  private static final String PIECES =
      "{}[]:,-?&*!|>'\"%@`#~ \n\t\\xu0aé\u2028\uFEFF\u0000\uD83D\uDE00";

  @Test
  void reading_never_throws() throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/policies"))) {
      for (Path file : files.filter(f -> f.endsWith("policy.yaml")).sorted().toList()) {
        corpus.add(Files.readAllBytes(file));
      }
    }
    assertThat(corpus).hasSizeGreaterThan(40);
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      byte[] input = mutated(corpus.get(random.nextInt(corpus.size())), random);
      try {
        assertThat(YamlReader.read(input)).isNotNull();
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("assay.seed=" + SEED + " run " + i + ": " + show(input), e);
      }
    }
  }

  private static String show(byte[] input) {
    return new String(input, StandardCharsets.ISO_8859_1).replace("\n", "\\n");
  }

  private static byte[] mutated(byte[] original, Random random) {
    StringBuilder text = new StringBuilder(new String(original, StandardCharsets.ISO_8859_1));
    for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
      int at = text.isEmpty() ? 0 : random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, piece(random));
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
        case 2 -> text.insert(at, (char) random.nextInt(256));
        default -> text.setLength(text.length() - random.nextInt(1 + text.length() / 8));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String piece(Random random) {
    int at =
        PIECES.offsetByCodePoints(0, random.nextInt(PIECES.codePointCount(0, PIECES.length())));
    byte[] utf8 = Character.toString(PIECES.codePointAt(at)).getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.ISO_8859_1);
  }

  @Test
  void json_reads_as_itself() {
    for (int i = 0; i < 2_000; i++) {
      Random random = new Random(SEED + i);
      Json value = value(random, 4);
      Json.Obj document = Json.object().put("v", value).build();
      byte[] text =
          (random.nextBoolean() ? JsonText.pretty(document) : JsonText.compact(document))
              .getBytes(StandardCharsets.UTF_8);
      assertThat(YamlReader.read(text))
          .as("assay.seed=" + (SEED + i))
          .isInstanceOf(YamlReading.Read.class);
      assertThat(((YamlReading.Read) YamlReader.read(text)).value()).isEqualTo(document);
    }
  }

  private static Json value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> Json.Num.of(random.nextInt(2000) - 1000);
      case 1 -> Json.Bool.of(random.nextBoolean());
      case 2 -> Json.Null.NULL;
      case 3 -> new Json.Str(text(random));
      case 4 -> {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield new Json.Arr(items);
      }
      default -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(text(random), value(random, depth - 1));
        }
        yield new Json.Obj(members);
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(
          "ab:#'-?*&!{}[], \t\n\"\\/é😀0"
              .codePoints()
              .skip(random.nextInt(22))
              .limit(1)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
    }
    return text.toString();
  }
}
