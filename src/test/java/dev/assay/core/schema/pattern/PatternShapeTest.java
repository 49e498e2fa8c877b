package dev.assay.core.schema.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternShapeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"(a+)+", "^(?:[a-z]*)*$", "(a|a)+", "(x+y?)*", "((a{1,9}))+", "(?:\\w|[a-f])*$"})
  void what_can_be_split_in_two_ways_backtracks(String pattern) {
    assertThat(PatternShape.of(pattern).backtracks()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^/app/.*",
        "^(?:/[a-z]+)*$",
        "(ab)+",
        "(a|b)*",
        "^\\d{4}-\\d{2}$",
        "(a+)?",
        "(a+){2}"
      })
  void what_can_be_split_in_one_way_only_does_not(String pattern) {
    assertThat(PatternShape.of(pattern).backtracks()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^/app/", "^app/", "a|^/b", "(?<!a)b", "[", "^~/x"})
  void a_path_prefix_is_what_the_compiled_pattern_says_it_is(String pattern) {
    boolean compiled =
        TextPattern.compile(pattern) instanceof TextPattern.Reading.Compiled(TextPattern text)
            && text.pathPrefix();
    assertThat(PatternShape.of(pattern).pathPrefix()).isEqualTo(compiled);
  }
}
