package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Arbitrary bytes as records: a log in which nothing acts, or a refusal with its line. */
class EnforcementSarifFuzzTest {
  @FuzzTest
  void any_bytes_become_a_log_or_are_refused(byte[] bytes) {
    switch (EnforcementSarif.read(bytes, "1.0.0")) {
      case EnforcementSarif.Reading.Read(SarifLog log) ->
          assertThat(ReportText.of(log.text())).isEqualTo(log.text());
      case EnforcementSarif.Reading.Refused refused ->
          assertThat(refused.problem().where().line()).isPositive();
    }
  }
}
