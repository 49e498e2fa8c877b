package dev.assay.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
  private static final List<String> KNOWN = List.of("tools", "schemas", "limits", "allow", "deny");

  @Test
  void a_near_word_is_found() {
    assertThat(DidYouMean.nearest("tool", KNOWN)).contains("tools");
    assertThat(DidYouMean.nearest("Tools", KNOWN)).contains("tools");
    assertThat(DidYouMean.nearest("shcemas", KNOWN)).contains("schemas");
    assertThat(DidYouMean.nearest("limtis", KNOWN)).contains("limits");
    assertThat(DidYouMean.nearest("denny", KNOWN)).contains("deny");
  }

  @Test
  void a_far_word_is_not_guessed() {
    assertThat(DidYouMean.nearest("mandates", KNOWN)).isEmpty();
    assertThat(DidYouMean.nearest("", KNOWN)).isEmpty();
    assertThat(DidYouMean.nearest("x".repeat(100_000), KNOWN)).isEmpty();
  }

  @Test
  void distance_counts_a_swap_of_neighbours_once() {
    assertThat(DidYouMean.distance("ab", "ba")).isEqualTo(1);
    assertThat(DidYouMean.distance("abc", "abc")).isZero();
    assertThat(DidYouMean.distance("", "ab")).isEqualTo(2);
    assertThat(DidYouMean.distance("kitten", "sitten")).isEqualTo(1);
  }
}
