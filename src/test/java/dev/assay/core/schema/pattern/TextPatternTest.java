package dev.assay.core.schema.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TextPatternTest {
  /** A hang guard, not a measure: a backtracking engine would take longer than anybody waits. */
  private static final Duration NEVER = Duration.ofSeconds(30);

  static TextPattern compiled(String source) {
    return switch (TextPattern.compile(source)) {
      case TextPattern.Reading.Compiled compiled -> compiled.pattern();
      case TextPattern.Reading.Refused refused ->
          throw new AssertionError(source + " " + refused.reason());
    };
  }

  @TestFactory
  Stream<DynamicTest> patterns_mean_what_ecma_262_says() {
    return PatternTable.ROWS.stream()
        .map(
            row ->
                dynamicTest(
                    '`' + row.pattern() + '`',
                    () -> {
                      TextPattern pattern = compiled(row.pattern());
                      assertThat(row.yes()).allMatch(pattern::find);
                      assertThat(row.no()).noneMatch(pattern::find);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> what_cannot_be_run_exactly_is_refused() {
    return PatternTable.REFUSED.stream()
        .map(
            source ->
                dynamicTest(
                    source,
                    () ->
                        assertThat(TextPattern.compile(source))
                            .isInstanceOf(TextPattern.Reading.Refused.class)));
  }

  @Test
  void an_escaped_punctuation_mark_is_itself() {
    assertThat(
            compiled("^\\_\\-\\#\\@\\:\\ \\\"\\'\\%\\&\\,\\;\\<\\=\\>\\~\\`\\!$")
                .find("_-#@: \"'%&,;<=>~`!"))
        .isTrue();
  }

  @Test
  void a_pattern_longer_than_the_limit_is_refused() {
    String longest = "a".repeat(TextPattern.MAX_LENGTH);

    assertThat(TextPattern.compile(longest)).isInstanceOf(TextPattern.Reading.Compiled.class);
    assertThat(TextPattern.compile(longest + "a")).isInstanceOf(TextPattern.Reading.Refused.class);
  }

  @Test
  void deep_groups_are_refused_and_do_not_overflow() {
    String deep = "(".repeat(4000) + ")".repeat(4000);

    assertThat(TextPattern.compile(deep)).isInstanceOf(TextPattern.Reading.Refused.class);
  }

  @TestFactory
  Stream<DynamicTest> patterns_that_explode_elsewhere_end_here() {
    String many = "a".repeat(50_000);
    return Stream.of(
            "(a+)+$",
            "^(a+)+$",
            "(.*a){12}$",
            "(a|aa)+$",
            "^(a|a?)+$",
            "(a|b)*c",
            "^(([a-z])+.)+[A-Z]([a-z])+$")
        .map(
            source ->
                dynamicTest(
                    source,
                    () ->
                        assertTimeoutPreemptively(
                            NEVER, () -> assertThat(compiled(source).find(many + '!')).isFalse())));
  }

  @Test
  void path_prefixes_are_recognised_through_groups_and_escapes() {
    List<String> prefixes =
        List.of(
            "^/",
            "^/app/",
            "^/app/.*",
            "^\\/app\\/",
            "^\\x2fapp",
            "^[/]app",
            "^\\./src/",
            "^./src/",
            "^~/",
            "^~/x$",
            "^/a|^/b",
            "^(/a|/b)/",
            "^(?:/a/|\\./b/)",
            "(^/a/)",
            "(?:^/a|^~/b)",
            "^(?<p>/a)/",
            "^(/[a-z]+)+$",
            "^(\\.)?/app",
            "^/app/(x|y)?$",
            "^(/app/.*)?$",
            "^$|^/app/");
    List<String> others =
        List.of(
            "",
            "^",
            "/app/",
            "^app/",
            "^/?app",
            "^[/x]app",
            "^(/a|b)",
            "^/a|b",
            "^https://",
            "^\\.\\./",
            "^~user/",
            "^/*",
            "a^/app",
            "^\\d/",
            "^$",
            "^.$",
            "^..");

    assertThat(prefixes).allMatch(source -> compiled(source).pathPrefix());
    assertThat(others).noneMatch(source -> compiled(source).pathPrefix());
  }
}
