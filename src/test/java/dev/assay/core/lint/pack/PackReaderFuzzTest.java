package dev.assay.core.lint.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Arbitrary bytes as a pack. A normal build replays the corpus; with {@code JAZZER_FUZZ=1} it
 * explores.
 */
class PackReaderFuzzTest {
  @FuzzTest
  void any_bytes_get_an_answer(byte[] bytes) {
    switch (PackReader.read(bytes, "p.yaml")) {
      case PackReading.Accepted(RulePack pack) -> {
        assertThat(pack.name()).matches("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");
        assertThat(pack.digests().document()).startsWith("sha256:");
      }
      case PackReading.Refused refused -> assertThat(refused.problems()).isNotEmpty();
    }
  }
}
