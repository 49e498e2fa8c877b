package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {
  @Test
  void every_cell_is_quoted_and_quotes_are_doubled() {
    assertThat(CsvLine.of(List.of("a", "b;c,d", "say \"hi\"", "")))
        .isEqualTo("\"a\",\"b;c,d\",\"say \"\"hi\"\"\",\"\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@sum",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u200b=1",
        "\u00a0=cmd|' /C calc'!A0",
        "\uFF1D1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF201",
        "\ufeff=1"
      })
  void a_cell_that_could_be_a_formula_begins_with_an_apostrophe(String cell) {
    assertThat(CsvLine.of(List.of(cell))).startsWith("\"'");
  }

  @Test
  void nothing_in_a_cell_acts_on_a_reader() {
    String line = CsvLine.of(List.of("a\u001b[2Jb\u202ec\u2028d\r\ne\u0000\u009bf", "é😀"));
    assertThat(line)
        .isEqualTo("\"a\\u{1b}[2Jb\\u{202e}c\\u{2028}d\\u{d}\\u{a}e\\u{0}\\u{9b}f\",\"é😀\"\r\n");
  }

  @Test
  void ordinary_cells_stay_as_they_are() {
    assertThat(CsvLine.of(List.of("tool:exec", "2026-03-01T12:00:00Z", "a=b", "7")))
        .isEqualTo("\"tool:exec\",\"2026-03-01T12:00:00Z\",\"a=b\",\"7\"\r\n");
  }
}
