package dev.assay.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class YamlWriterTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "yes",
          "No",
          "null",
          "~",
          "2.0",
          "1e3",
          "0x1F",
          "2026-01-01",
          "12:30",
          "-",
          "- a",
          "a: b",
          "a:",
          "a #b",
          "#a",
          "*",
          "*_x",
          "&a",
          "!t",
          "@a",
          "%a",
          "`a",
          "{a}",
          "[a]",
          "a,b",
          "'",
          "\"",
          "a'b",
          "^\\d+$",
          "\"\\",
          "a\nb",
          "a\nb\n",
          "a\n\nb",
          "\na",
          "a\n",
          "a\n\n",
          " a",
          "a ",
          "a\tb",
          "\u0007",
          "\u200b",
          "\u00a0x",
          "\u2028",
          "é",
          "日本",
          "\ud83d\ude00",
          "---",
          "...",
          "? a",
          "| a",
          "> a",
          "<<",
          "=",
          "a\n  b\n",
          "a \nb",
          "#\n#",
          "x".repeat(1_200));

  private static YamlReading.Read read(String yaml) {
    return switch (YamlReader.read(yaml.getBytes(UTF_8))) {
      case YamlReading.Read read -> read;
      case YamlReading.Flawed flawed -> throw new AssertionError(yaml + flawed.problems());
      case YamlReading.Refused refused -> throw new AssertionError(yaml + refused.problems());
    };
  }

  private static String again(String yaml) {
    YamlReading.Read read = read(yaml);
    return YamlWriter.write(
        read.value(), YamlNotesReader.read(yaml.getBytes(UTF_8), read).orElseThrow());
  }

  @Test
  void what_is_written_reads_as_the_same_value_and_is_settled() {
    RandomGenerator random = Seed.random();
    for (int round = 0; round < 3_000; round++) {
      YamlNotes.Builder notes = new YamlNotes.Builder();
      Json value = object(random, notes, "", 3);
      String text = YamlWriter.write(value, notes.build());
      String trace = "assay.seed=" + Seed.value() + " round " + round + "\n" + text;
      assertThat(read(text).value()).as(trace).isEqualTo(value);
      String settled = again(text);
      assertThat(again(settled)).as(trace).isEqualTo(settled);
      assertThat(comments(settled)).as(trace).containsExactlyInAnyOrderElementsOf(comments(text));
    }
  }

  /** The remarks of the generator are the only texts with this sign. */
  private static List<String> comments(String text) {
    List<String> comments = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int at = line.indexOf("# ~");
      if (at >= 0) {
        comments.add(line.substring(at));
      }
    }
    return comments;
  }

  private static Json any(RandomGenerator random, YamlNotes.Builder notes, String at, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> Json.Num.of(random.nextInt(100));
      case 1 -> Json.Bool.of(random.nextBoolean());
      case 2 -> Json.Null.NULL;
      case 5, 6 -> object(random, notes, at, depth - 1);
      case 7 -> array(random, notes, at, depth - 1);
      default -> new Json.Str(TEXTS.get(random.nextInt(TEXTS.size())));
    };
  }

  private static Json object(
      RandomGenerator random, YamlNotes.Builder notes, String at, int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = TEXTS.get(random.nextInt(TEXTS.size()));
      if (!members.containsKey(name)) {
        String pointer = JsonPointer.below(at, name);
        remark(random, notes, pointer);
        members.put(name, any(random, notes, pointer, depth));
      }
    }
    return new Json.Obj(members);
  }

  private static Json array(RandomGenerator random, YamlNotes.Builder notes, String at, int depth) {
    List<Json> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String pointer = at + "/" + items.size();
      remark(random, notes, pointer);
      items.add(any(random, notes, pointer, depth));
    }
    return new Json.Arr(items);
  }

  private static void remark(RandomGenerator random, YamlNotes.Builder notes, String pointer) {
    if (random.nextInt(6) == 0) {
      notes.above(pointer, "~above " + random.nextInt(100));
    }
    if (random.nextInt(6) == 0) {
      notes.beside(pointer, "~beside " + random.nextInt(100));
    }
    if (random.nextInt(3) == 0) {
      notes.flow(pointer);
    }
    if (random.nextInt(4) == 0) {
      notes.gap(pointer);
    }
  }

  @Test
  void comments_stay_with_what_they_stand_at() {
    String text =
        """
        # The file as a whole.

        # about the version
        version: "2.0" # a string

        tools: # lists
          # which may be called
          allow: [a, "*_x"] # short
          deny:
            # the worst
            - exec # never
        # at the end
        """;
    assertThat(again(text))
        .isEqualTo(
            """
            # The file as a whole.

            # about the version
            version: "2.0" # a string

            tools: # lists
              # which may be called
              allow: [a, "*_x"] # short
              deny:
                # the worst
                - exec # never

            # at the end
            """);
  }

  @Test
  void brackets_with_comments_inside_are_opened() {
    assertThat(again("a: [x, # first\n  # second\n  z]\nb: {k: [1,2]}\n"))
        .isEqualTo("a: # first\n  - x\n  # second\n  - z\nb: { k: [1, 2] }\n");
  }

  @Test
  void what_an_alias_repeats_is_written_out() {
    assertThat(again("a: &x {k: v} # once\nb: *x\n"))
        .isEqualTo("a: { k: v } # once\nb: { k: v }\n");
  }

  @Test
  void hidden_characters_of_a_comment_are_shown() {
    assertThat(again("a: 1 # x\u202ey\n")).isEqualTo("a: 1 # x\\u{202e}y\n");
  }

  @Test
  void a_text_with_a_byte_order_mark_and_windows_line_ends_is_read() {
    assertThat(again("\uFEFFa: 1 # x\r\n# y\r\nb: 2\r\n")).isEqualTo("a: 1 # x\n# y\nb: 2\n");
  }
}
