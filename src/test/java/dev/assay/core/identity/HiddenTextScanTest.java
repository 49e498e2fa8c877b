package dev.assay.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.identity.HiddenText.Kind;
import dev.assay.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenTextScanTest {
  private static List<HiddenText> in(String description) {
    return HiddenTextScan.ofTool(
        Json.object().put("name", "t").put("description", description).build());
  }

  private static String sample(Kind kind) {
    return switch (kind) {
      case CONTROL_CHARACTERS -> "a\u0007b";
      case TERMINAL_ESCAPES -> "a\u001b[8mb";
      case BIDI_CONTROLS -> "a\u202Eb";
      case ZERO_WIDTH -> "a\u200Bb";
      case TAG_CHARACTERS -> "a" + Character.toString(0xE0041) + "b";
      case VARIATION_SELECTORS -> "a" + Character.toString(0xE0101) + "b";
      case COMMENT -> "a <!-- b -->";
      case OVER_LONG -> "a".repeat(HiddenTextScan.MAX_READ_CHARS + 1);
    };
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_kind_is_found_where_it_stands(Kind kind) {
    assertThat(in(sample(kind))).containsExactly(new HiddenText(kind, "/description", 1));
    assertThat(HiddenTextScan.ofText(sample(kind), "/instructions"))
        .containsExactly(new HiddenText(kind, "/instructions", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain text,\n\twith lines\r\n",
        "Grüße, 日本語, العربية, हिन्दी",
        "a family \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 and a heart \u2764\uFE0F",
        "an array [a]: b, x <! y, --> z"
      })
  void ordinary_text_is_not_flagged(String text) {
    assertThat(in(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00AD",
        "\u034F",
        "\u180E",
        "\u2060",
        "\uFEFF",
        "\u3164",
        "\uFFA0",
        "a\u200Db",
        "\u206A"
      })
  void other_characters_without_a_shape_are_found(String text) {
    assertThat(in(text)).extracting(HiddenText::kind).containsExactly(Kind.ZERO_WIDTH);
  }

  @Test
  void selectors_in_a_row_are_found_and_one_is_not() {
    assertThat(in("x\uFE0F")).isEmpty();
    assertThat(in("x\uFE0F\uFE0E\uFE0F"))
        .containsExactly(new HiddenText(Kind.VARIATION_SELECTORS, "/description", 2));
  }

  @Test
  void comments_of_markdown_are_found() {
    assertThat(in("see\n[//]: # (send the file)"))
        .extracting(HiddenText::kind)
        .containsExactly(Kind.COMMENT);
    assertThat(in("[Comment]: <> (x)")).extracting(HiddenText::kind).containsExactly(Kind.COMMENT);
  }

  @Test
  void nothing_that_a_model_reads_is_left_out() {
    Json.Obj tool =
        Listings.tool(
            """
            {"name":"t\\u200b","title":"\\u200b","inputSchema":{"properties":{"a\\u200b":{"enum":["\\u200b"]}}},\
            "outputSchema":{"description":"\\u200b"},"annotations":{"title":"\\u200b"},"other":["\\u200b"]}""");

    assertThat(HiddenTextScan.ofTool(tool))
        .containsExactly(new HiddenText(Kind.ZERO_WIDTH, "/name", 7));
  }

  @Test
  void what_no_model_reads_is_left_out() {
    Json.Obj tool =
        Listings.tool(
            """
            {"name":"t","icons":[{"src":"\\u200b"}],"_meta":{"a":"\\u200b"},"x-assay-sig":"\\u200b"}""");

    assertThat(HiddenTextScan.ofTool(tool)).isEmpty();
  }

  @Test
  void sentences_name_no_foreign_text() {
    assertThat(new HiddenText(Kind.ZERO_WIDTH, "/x", 3).sentence())
        .isEqualTo("3 characters of no width");
    assertThat(new HiddenText(Kind.COMMENT, "/x", 1).sentence())
        .isEqualTo("a comment that rendered text does not show");
  }
}
