package dev.assay.core.schema.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our patterns against the RegExp of Node, where there is a Node. */
class TextPatternReferenceTest {
  private static final long SEED = Long.getLong("assay.seed", 7_212_030L);
  private static final int PATTERNS = 1000;
  private static final int TEXTS = 40;

  private static final String[] ATOMS = {
    "a",
    "b",
    "-",
    "_",
    "/",
    "\\.",
    ".",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "[ab]",
    "[^ab]",
    "[a-c\\d]",
    "[^\\s/]",
    "[\\w.-]",
    "[]",
    "[^]",
    "\\u0061",
    "\\x2d",
    "\\u{1f512}",
    "\\uD83D\\uDD12",
    "\\n",
    "\\cJ",
    "\uD83D\uDD12",
    "\u00E9",
    "\\P{Lu}",
    "[\\p{Nd}_]",
    "\\0",
    "[\\b-]",
    "\\/",
    "[\\u{61}-\\u{63}\\uD83D\\uDD12]"
  };
  private static final String[] EDGES = {"^", "$", "\\b", "\\B"};
  private static final String[] REPEATS = {
    "*", "+", "?", "{2}", "{1,2}", "{2,}", "*?", "+?", "{0}", "{0,3}?"
  };
  private static final String[] PIECES = {
    "a",
    "b",
    "c",
    "aa",
    "ab",
    "-",
    "_",
    "/",
    ".",
    "5",
    " ",
    "\n",
    "\r",
    "\u2028",
    "\u00A0",
    "\u0085",
    "\uFEFF",
    "\uD83D\uDD12",
    "\uD83D\uDD11",
    "\u00E9",
    "\u0130",
    "A",
    "\u0000",
    "\b",
    "\u0660",
    "\u017F"
  };

  @Test
  void equals_regexp_with_the_flag_u(@TempDir Path folder) throws Exception {
    Needs.program("node");
    Random random = new Random(SEED);
    List<String> patterns = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>();
    PatternTable.ROWS.forEach(
        row -> {
          patterns.add(row.pattern());
          List<String> both = new ArrayList<>(row.yes());
          both.addAll(row.no());
          texts.add(both);
        });
    while (patterns.size() < PATTERNS) {
      patterns.add(alternatives(random, 3));
      List<String> some = new ArrayList<>();
      for (int i = 0; i < TEXTS; i++) {
        some.add(text(random));
      }
      texts.add(some);
    }

    List<String> theirs = node(folder, patterns, texts);

    for (int i = 0; i < patterns.size(); i++) {
      assertThat(ours(patterns.get(i), texts.get(i)))
          .as("pattern %s, seed %d", patterns.get(i), SEED)
          .isEqualTo(theirs.get(i));
    }
  }

  @Test
  void refuses_what_regexp_refuses(@TempDir Path folder) throws Exception {
    Needs.program("node");
    Random random = new Random(SEED);
    String alphabet = "ab^$.*+?()[]{}|\\/-,12dwsbBpu0xc:<=!";
    List<String> patterns = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int n = 1 + random.nextInt(7); n > 0; n--) {
        pattern.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      patterns.add(pattern.toString());
      texts.add(List.of("", "a", "ab", "b1", "a-b", "1,2", "(a)"));
    }

    List<String> theirs = node(folder, patterns, texts);

    int both = 0;
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      String ours = ours(pattern, texts.get(i));
      boolean onlyLenient = theirs.get(i).equals("refused") && lenient(pattern);
      boolean notRegular = ours.equals("refused") && beyondRegular(pattern);
      if (!onlyLenient && !notRegular) {
        both++;
        assertThat(ours).as("pattern %s, seed %d", pattern, SEED).isEqualTo(theirs.get(i));
      }
    }
    assertThat(both).isGreaterThan(7_500);
  }

  /** We read an escaped punctuation mark as itself, the flag u refuses some. */
  private static boolean lenient(String pattern) {
    return pattern.contains("\\-")
        || pattern.contains("\\,")
        || pattern.contains("\\:")
        || pattern.contains("\\<")
        || pattern.contains("\\=")
        || pattern.contains("\\!");
  }

  private static boolean beyondRegular(String pattern) {
    return pattern.contains("(?=")
        || pattern.contains("(?!")
        || pattern.contains("(?<")
        || pattern.contains("\\1")
        || pattern.contains("\\2");
  }

  private static String ours(String source, List<String> texts) {
    return switch (TextPattern.compile(source)) {
      case TextPattern.Reading.Refused _ -> "refused";
      case TextPattern.Reading.Compiled compiled -> {
        StringBuilder bits = new StringBuilder();
        texts.forEach(text -> bits.append(compiled.pattern().find(text) ? '1' : '0'));
        yield bits.toString();
      }
    };
  }

  private static String alternatives(Random random, int depth) {
    StringBuilder out = new StringBuilder(sequence(random, depth));
    while (random.nextInt(4) == 0) {
      out.append('|').append(sequence(random, depth));
    }
    return out.toString();
  }

  private static String sequence(Random random, int depth) {
    StringBuilder out = new StringBuilder(random.nextInt(3) == 0 ? "^" : "");
    for (int n = random.nextInt(5); n > 0; n--) {
      int kind = random.nextInt(12);
      if (kind == 0) {
        out.append(EDGES[random.nextInt(EDGES.length)]);
        continue;
      }
      boolean group = kind < 4 && depth > 0;
      out.append(
          group
              ? (random.nextBoolean() ? "(" : "(?:") + alternatives(random, depth - 1) + ")"
              : ATOMS[random.nextInt(ATOMS.length)]);
      if (random.nextInt(2) == 0) {
        out.append(REPEATS[random.nextInt(REPEATS.length)]);
      }
    }
    return out.append(random.nextInt(3) == 0 ? "$" : "").toString();
  }

  private static String text(Random random) {
    StringBuilder out = new StringBuilder();
    for (int n = random.nextInt(6); n > 0; n--) {
      out.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return out.toString();
  }

  private static List<String> node(Path folder, List<String> patterns, List<List<String>> texts)
      throws IOException, InterruptedException {
    Path script = folder.resolve("ecma-search.js");
    try (InputStream in =
        TextPatternReferenceTest.class.getResourceAsStream("/differential/ecma-search.js")) {
      Files.write(script, in.readAllBytes());
    }
    Path answers = folder.resolve("answers.txt");
    Process process =
        new ProcessBuilder("node", script.toString())
            .redirectOutput(answers.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream out = process.getOutputStream()) {
      for (int i = 0; i < patterns.size(); i++) {
        Json.Obj line =
            Json.object()
                .put("pattern", patterns.get(i))
                .put("texts", Json.Arr.ofStrings(texts.get(i)))
                .build();
        out.write((JsonText.compact(line) + '\n').getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(answers);
    assertThat(lines).hasSameSizeAs(patterns);
    return lines;
  }
}
