package dev.assay.core.claim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.SupposedReport;
import java.time.Instant;
import java.util.List;

/** Arbitrary bytes as a trust policy: refused with a reason, or judging everything it says. */
class TrustPolicyFuzzTest {
  private static final ReadReport EMPTY = SupposedReport.of(List.of(), 0, false);

  @FuzzTest
  void any_bytes_are_accepted_or_refused(byte[] bytes) {
    switch (TrustPolicyReader.read(bytes, "policy.yaml")) {
      case TrustPolicyReading.Accepted accepted -> {
        TrustPolicy policy = accepted.policy();
        assertThat(policy.rules()).isNotEmpty();
        assertThat(policy.judge(EMPTY, Instant.EPOCH)).hasSameSizeAs(policy.rules());
        policy.tests().forEach(test -> assertThat(test.run(policy)).isNotNull());
      }
      case TrustPolicyReading.Refused refused -> assertThat(refused.problems()).isNotEmpty();
    }
  }
}
