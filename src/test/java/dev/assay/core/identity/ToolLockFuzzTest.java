package dev.assay.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Arbitrary bytes as a lock: read whole, or refused with a reason, never half. */
class ToolLockFuzzTest {
  @FuzzTest
  void any_bytes_are_read_or_refused(byte[] bytes) {
    switch (ToolLockReader.read(bytes)) {
      case ToolLockReading.Read read ->
          assertThat(ToolLockReader.read(read.lock().canonicalBytes())).isEqualTo(read);
      case ToolLockReading.Refused refused ->
          assertThat(refused.problems())
              .isNotEmpty()
              .hasSizeLessThanOrEqualTo(ToolLockReader.MAX_PROBLEMS);
    }
  }
}
