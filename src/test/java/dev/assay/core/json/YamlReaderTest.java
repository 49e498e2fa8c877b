package dev.assay.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.problem.Problem;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

  private static YamlReading read(String yaml) {
    return YamlReader.read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static Json value(String yaml) {
    return ((YamlReading.Read) read(yaml)).value();
  }

  private static List<String> codes(String yaml) {
    return switch (read(yaml)) {
      case YamlReading.Read _ -> List.of();
      case YamlReading.Flawed flawed -> flawed.problems().stream().map(Problem::code).toList();
      case YamlReading.Refused refused -> refused.problems().stream().map(Problem::code).toList();
    };
  }

  @Test
  void plain_scalars_follow_the_core_schema() {
    assertThat(
            value("[~, null, Null, NULL, true, True, FALSE, yes, no, on, \"true\", 'null', nULL]"))
        .isEqualTo(
            Vectors.parse(
                "[null,null,null,null,true,true,false,\"yes\",\"no\",\"on\",\"true\",\"null\",\"nULL\"]"));
  }

  @Test
  void numbers_keep_their_text() {
    assertThat(value("[0, -0, 12, -3.50, 1e3, 1.5E-7]"))
        .isEqualTo(Vectors.parse("[0,-0,12,-3.50,1e3,1.5E-7]"));
  }

  @Test
  void what_only_looks_like_a_number_is_text() {
    assertThat(value("[1_000, 0b1, 0xZ, 0x, 1e, e5, +, ., .., 1.2.3, 2026-01-01, +.nan, -0x1]"))
        .isEqualTo(
            Json.Arr.ofStrings(
                List.of(
                    "1_000",
                    "0b1",
                    "0xZ",
                    "0x",
                    "1e",
                    "e5",
                    "+",
                    ".",
                    "..",
                    "1.2.3",
                    "2026-01-01",
                    "+.nan",
                    "-0x1")));
  }

  @Test
  void numbers_that_json_writes_differently_are_refused_one_by_one() {
    assertThat(codes("[0x1F, 0o17, .inf, -.INF, .NaN, +5, 012, 1., .5, -.5, 1e999]"))
        .containsOnly("yaml.number")
        .hasSize(11);
  }

  @Test
  void block_and_flow_forms_give_the_same_value() {
    assertThat(value("a:\n  - b: |\n      text\n    c: >-\n      folded\n      line\n"))
        .isEqualTo(Vectors.parse("{\"a\":[{\"b\":\"text\\n\",\"c\":\"folded line\"}]}"));
  }

  @Test
  void duplicate_keys_are_refused_at_any_depth() {
    assertThat(codes("a: 1\n\"a\": 2\n")).containsExactly("yaml.duplicate_key");
    assertThat(codes("[{b: {c: 1, c: 1}}]")).containsExactly("yaml.duplicate_key");
  }

  @Test
  void tags_of_the_core_schema_are_read_and_checked() {
    assertThat(
            value(
                "[!!str 5, ! 5, !!int 5, !!float 5.0, !!null '', !!bool true, !!seq [], !!map {}]"))
        .isEqualTo(Vectors.parse("[\"5\",\"5\",5,5.0,null,true,[],{}]"));
    assertThat(codes("[!!int 5.0, !!bool x, !!binary aGk=, !x y, !!seq {}, !!map []]"))
        .containsOnly("yaml.tag")
        .hasSize(6);
  }

  @Test
  void an_alias_stands_for_its_anchor() {
    assertThat(value("a: &x [1, &y 2]\nb: *x\nc: *y\n"))
        .isEqualTo(Vectors.parse("{\"a\":[1,2],\"b\":[1,2],\"c\":2}"));
  }

  @Test
  void aliases_are_counted_as_what_they_expand_to() {
    String items = "x,".repeat(9_999) + "x";
    assertThat(codes("a: &a [" + items + "]\nb: [*a,*a,*a,*a,*a,*a,*a,*a]\n")).isEmpty();
    assertThat(codes("a: &a [" + items + "]\nb: [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"))
        .containsExactly("yaml.too_many_nodes");
  }

  @Test
  void nesting_is_bounded_with_aliases_expanded() {
    assertThat(codes("[".repeat(64) + "]".repeat(64))).isEmpty();
    assertThat(codes("[".repeat(65) + "]".repeat(65))).containsExactly("yaml.too_deep");
    String half = "[".repeat(32) + "]".repeat(32);
    assertThat(codes("[&a " + half + ", " + "[".repeat(31) + "*a" + "]".repeat(31) + "]"))
        .isEmpty();
    assertThat(codes("[&a " + half + ", " + "[".repeat(32) + "*a" + "]".repeat(32) + "]"))
        .containsExactly("yaml.too_deep");
  }

  @Test
  void places_are_those_of_names_and_values() {
    SourceMap sources =
        ((YamlReading.Read) read("a:\n  - x\n  - {b/c: é, ~d: [1, 2]}\n")).sources();
    assertThat(sources.value("/a/1/b~1c").text()).isEqualTo("line 3:11");
    assertThat(sources.name("/a/1/b~1c").text()).isEqualTo("line 3:6");
    assertThat(sources.name("/a/1/~0d").text()).isEqualTo("line 3:14");
    assertThat(sources.value("/a/1/~0d/1").text()).isEqualTo("line 3:22");
    assertThat(sources.name("/a/0").text()).isEqualTo("line 2:5");
    assertThat(sources.value("").text()).isEqualTo("line 1:1");
  }

  @Test
  void a_pointer_to_nothing_has_the_place_of_its_nearest_ancestor() {
    SourceMap sources = ((YamlReading.Read) read("a: {b: 1}\n")).sources();
    assertThat(sources.value("/a/x/y").text()).isEqualTo("line 1:4");
    assertThat(sources.value("/a/b/99999999999").text()).isEqualTo("line 1:8");
    assertThat(SourceMap.NONE.value("/a").text()).isEmpty();
  }

  @Test
  void an_escape_that_the_text_cuts_off_is_a_syntax_error() {
    assertThat(codes("n: \"\\u")).containsExactly("yaml.syntax");
    assertThat(codes("a: [1\n")).containsExactly("yaml.syntax");
    assertThat(codes("a: \u0000")).containsExactly("yaml.syntax");
  }
}
