package dev.assay.core.claim.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.compile.Scope;

/** Arbitrary bytes as a trust report: read with all ten rows, or refused with a reason. */
class ReportFuzzTest {
  @FuzzTest
  void any_bytes_are_read_or_refused(byte[] bytes) {
    switch (ReportReader.read(bytes)) {
      case ReportReading.Read read -> {
        ReadReport report = read.report();
        for (ClaimId id : ClaimId.frozen()) {
          assertThat(report.row(id, Scope.BUNDLE).isPresent() || report.extent().provisional())
              .isTrue();
        }
      }
      case ReportReading.Refused refused -> assertThat(refused.problems()).isNotEmpty();
    }
  }
}
