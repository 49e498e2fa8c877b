package dev.assay.core.lint.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GlobTest {
  private static boolean matches(String glob, String text) {
    return Glob.of(glob).orElseThrow().matches(text);
  }

  @Test
  void stars_and_question_marks_cross_dots() {
    assertThat(matches("*", "")).isTrue();
    assertThat(matches("a*z", "a.b.c.z")).isTrue();
    assertThat(matches("a?b", "a.b")).isTrue();
    assertThat(matches("a?b", "ab")).isFalse();
    assertThat(matches("*", "line\nbreak")).isTrue();
    assertThat(matches("?", "\uD83D\uDE00")).isTrue();
  }

  @Test
  void the_whole_text_must_match_with_its_case() {
    assertThat(matches("b", "abc")).isFalse();
    assertThat(matches("A", "a")).isFalse();
    assertThat(matches("a.c", "abc")).isFalse();
    assertThat(matches("a+", "aa")).isFalse();
    assertThat(matches("^a$", "a")).isFalse();
  }

  @Test
  void classes_and_choices() {
    assertThat(matches("[a-c]", "b")).isTrue();
    assertThat(matches("[!a-c]", "b")).isFalse();
    assertThat(matches("[!a-c]", "d")).isTrue();
    assertThat(matches("[]a]", "]")).isTrue();
    assertThat(matches("[a-]", "-")).isTrue();
    assertThat(matches("[.]", "x")).isFalse();
    assertThat(matches("{a,b.*}", "b.c")).isTrue();
    assertThat(matches("x{a,{b,c}}", "xc")).isTrue();
    assertThat(matches("a,b", "a,b")).isTrue();
    assertThat(matches("\\*", "*")).isTrue();
    assertThat(matches("\\*", "a")).isFalse();
  }

  @Test
  void a_broken_glob_is_none() {
    for (String broken : List.of("[", "[a", "{a", "a}", "[]", "[z-a]", "\\", "{{{{{{{{{{{a")) {
      assertThat(Glob.of(broken)).as(broken).isEmpty();
    }
  }

  @Test
  void many_stars_stay_linear() {
    assertThat(matches("*a".repeat(200) + "b", "a".repeat(10_000))).isFalse();
  }
}
