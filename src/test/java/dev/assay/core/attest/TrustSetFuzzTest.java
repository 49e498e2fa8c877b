package dev.assay.core.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Arbitrary bytes as a trust set: read whole, or refused with a reason, never half. */
class TrustSetFuzzTest {
  @FuzzTest
  void any_bytes_are_read_or_refused(byte[] bytes) {
    switch (TrustSetReader.read(bytes)) {
      case TrustSetReading.Read read -> {
        assertThat(read.trust().keys()).hasSizeLessThanOrEqualTo(TrustSet.MAX_KEYS);
        assertThat(read.trust().keys().stream().map(k -> k.key().keyId())).doesNotHaveDuplicates();
      }
      case TrustSetReading.Refused refused ->
          assertThat(refused.problems())
              .isNotEmpty()
              .hasSizeLessThanOrEqualTo(DocumentCheck.MAX_PROBLEMS);
    }
  }
}
