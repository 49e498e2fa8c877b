package dev.assay.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Arbitrary bytes as a baseline: read whole, or refused with a reason, never half. */
class ToolBaselineFuzzTest {
  @FuzzTest
  void any_bytes_are_read_or_refused(byte[] bytes) {
    switch (ToolBaselineReader.read(bytes, "s")) {
      case ToolBaselineReader.Reading.Read read ->
          assertThat(read.baseline().tools().values())
              .allMatch(tool -> ToolLockReader.isDigest(tool.toolDigest()));
      case ToolBaselineReader.Reading.Unlocked _ ->
          assertThat(ToolLockReader.read(bytes)).isInstanceOf(ToolLockReading.Read.class);
      case ToolBaselineReader.Reading.Refused refused ->
          assertThat(refused.problems())
              .isNotEmpty()
              .hasSizeLessThanOrEqualTo(ToolLockReader.MAX_PROBLEMS);
    }
  }
}
