package dev.assay.core.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.testkit.BundleArchives;

/**
 * Arbitrary bytes as an archive, and as the inside of one. A normal build replays the corpus; with
 * {@code JAZZER_FUZZ=1} it explores.
 */
class BundleVerifierFuzzTest {
  private static final BundleLimits SMALL =
      new BundleLimits(1 << 20, 4 << 20, 1 << 16, 1 << 20, 1000, 1 << 16, 256, 64);

  @FuzzTest
  void any_bytes_get_a_verdict(byte[] bytes) {
    assertJudged(bytes);
    assertJudged(BundleArchives.gzip(bytes));
  }

  private static void assertJudged(byte[] archive) {
    Verdict verdict = BundleArchives.verify(archive, SMALL);
    assertThat(verdict.layers()).hasSize(VerdictLayer.Question.values().length);
    if (verdict instanceof Verdict.Broken broken) {
      assertThat(broken.problems()).isNotEmpty();
      assertThat(broken.first().text()).doesNotContain("\n");
    }
  }
}
