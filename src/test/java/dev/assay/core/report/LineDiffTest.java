package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LineDiffTest {
  private static String diff(String before, String after) {
    return LineDiff.unified("a", "b", before, after);
  }

  @Test
  void equal_texts_have_no_difference() {
    assertThat(diff("a\n", "a\n")).isEmpty();
  }

  @Test
  void a_change_stands_between_three_lines_of_context() {
    assertThat(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
        .isEqualTo("--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  }

  @Test
  void changes_far_apart_have_a_hunk_each() {
    String before = "a\n" + "x\n".repeat(20) + "b\n";
    String text = diff(before, before.replace("a", "A").replace("b", "B"));
    assertThat(text).contains("@@ -1,4 +1,4 @@").contains("@@ -19,4 +19,4 @@");
  }

  @Test
  void a_missing_last_line_end_is_told() {
    assertThat(diff("a", "a\n"))
        .isEqualTo("--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  }

  @Test
  void a_text_that_was_empty_is_all_new() {
    assertThat(diff("", "a\n")).isEqualTo("--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n");
  }

  @Test
  void applying_the_difference_gives_the_second_text() {
    RandomGenerator random = Seed.random();
    for (int round = 0; round < 500; round++) {
      String before = text(random);
      String after = text(random);
      assertThat(patched(before, diff(before, after)))
          .as("assay.seed=%d round %d", Seed.value(), round)
          .isEqualTo(after);
    }
  }

  @Test
  void a_stretch_too_long_to_compare_is_replaced_whole() {
    String before = "a\n".repeat(2_500);
    String after = "b\n".repeat(2_500);
    assertThat(patched(before, diff(before, after))).isEqualTo(after);
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(4))).append('\n');
    }
    return text.toString();
  }

  /** Applies a difference as patch does, checking every line it names. */
  private static String patched(String before, String diff) {
    if (diff.isEmpty()) {
      return before;
    }
    List<String> old = before.isEmpty() ? List.of() : before.lines().toList();
    List<String> made = new ArrayList<>();
    int at = 0;
    for (String line : diff.lines().skip(2).toList()) {
      if (line.startsWith("@@ -")) {
        String range = line.substring(4, line.indexOf(' ', 4));
        int start = Integer.parseInt(range.split(",")[0]);
        boolean none = range.endsWith(",0");
        while (at < (none ? start : start - 1)) {
          made.add(old.get(at++));
        }
        assertThat(line).contains("+" + (made.size() + (line.contains(",0 @@") ? 0 : 1)));
      } else if (line.startsWith("+")) {
        made.add(line.substring(1));
      } else {
        assertThat(line.substring(1)).isEqualTo(old.get(at++));
        if (line.startsWith(" ")) {
          made.add(line.substring(1));
        }
      }
    }
    while (at < old.size()) {
      made.add(old.get(at++));
    }
    return made.isEmpty() ? "" : String.join("\n", made) + "\n";
  }
}
