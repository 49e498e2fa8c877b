package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
  @Test
  void ordinary_text_is_left_alone() {
    assertThat(TerminalText.field("tool:read_file größer 日本 😀"))
        .isEqualTo("tool:read_file größer 日本 😀");
  }

  @Test
  void an_escape_sequence_becomes_one_mark() {
    assertThat(TerminalText.field("a\u001b[31;1mred\u001b[0m")).isEqualTo("a\uFFFDred\uFFFD");
    assertThat(TerminalText.field("\u001b]0;title\u0007x")).isEqualTo("\uFFFDx");
    assertThat(TerminalText.field("\u001b]8;;http://h\u001b\\x")).isEqualTo("\uFFFDx");
  }

  @Test
  void an_unfinished_control_string_hides_nothing() {
    assertThat(TerminalText.field("\u001b]0;visible")).isEqualTo("\uFFFD0;visible");
    assertThat(TerminalText.field("end\u001b")).isEqualTo("end\uFFFD");
    assertThat(TerminalText.field("\u001b[12")).isEqualTo("\uFFFD");
  }

  @Test
  void controls_and_direction_marks_become_marks() {
    assertThat(TerminalText.field("a\nb\tc\rd\u007fe\u009bf")).isEqualTo("a�b�c�d�e�f");
    assertThat(TerminalText.field("x\u202ey\u2066z\u200b\u2028\ufeff")).isEqualTo("x�y�z���");
  }

  @Test
  void a_long_text_is_cut_at_two_hundred_characters() {
    assertThat(TerminalText.field("😀".repeat(200))).isEqualTo("😀".repeat(200));
    assertThat(TerminalText.field("😀".repeat(201))).isEqualTo("😀".repeat(199) + "…");
  }

  @Test
  void no_text_gets_a_control_character_through() {
    long seed = Long.getLong("assay.seed", 20_260_101L);
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append((char) (random.nextBoolean() ? random.nextInt(0x2100) : random.nextInt(0x20)));
      }
      String shown = TerminalText.field(text.toString());
      assertThat(shown.codePoints())
          .as("seed %s round %s", seed, i)
          .noneMatch(Character::isISOControl)
          .noneMatch(c -> Character.getType(c) == Character.FORMAT);
    }
  }
}
