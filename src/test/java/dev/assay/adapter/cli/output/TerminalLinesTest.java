package dev.assay.adapter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalLinesTest {
  @Test
  void ordinary_text_of_any_script_stays() {
    String text = "read_file path=/tmp/ü 日本 ✅\tend\n";
    assertThat(TerminalLines.of(text)).isEqualTo(text);
  }

  @Test
  void escape_sequences_and_direction_marks_are_shown() {
    assertThat(TerminalLines.of("a\u001b[31mb\rc\u202ed\u009be\u2028f"))
        .isEqualTo("a\\u{1b}[31mb\\u{d}c\\u{202e}d\\u{9b}e\\u{2028}f");
  }

  @Test
  void an_unpaired_surrogate_is_shown() {
    assertThat(TerminalLines.of("x\ud800y")).isEqualTo("x\\u{d800}y");
  }
}
