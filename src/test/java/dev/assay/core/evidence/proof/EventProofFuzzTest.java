package dev.assay.core.evidence.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Arbitrary bytes as a proof. A normal build replays the corpus; with {@code JAZZER_FUZZ=1} it
 * explores.
 */
class EventProofFuzzTest {
  @FuzzTest
  void any_bytes_are_a_proof_in_its_one_form_or_refused(byte[] bytes) {
    switch (EventProof.read(bytes)) {
      case EventProof.Reading.Read read -> assertThat(read.proof().bytes()).isEqualTo(bytes);
      case EventProof.Reading.Refused refused ->
          assertThat(refused.problem().text()).doesNotContain("\n");
    }
  }
}
