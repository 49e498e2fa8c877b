package dev.assay.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.testkit.LogKeys;
import java.util.List;

/**
 * Arbitrary bytes as everything a log gives out: what is read says the same bytes again, what is
 * not is refused with a reason. A normal build replays the corpus; with {@code JAZZER_FUZZ=1} it
 * explores.
 */
class LogTextFuzzTest {
  private static final LogTrust TRUST =
      new LogTrust(LogKeys.signer("log.example/a", 1).verifier(), List.of(), 0);

  @FuzzTest
  void any_bytes_are_read_or_refused(byte[] bytes) {
    switch (Checkpoint.read(bytes)) {
      case Checkpoint.Reading.Refused(AnchorRefusal refusal) -> assertTold(refusal);
      case Checkpoint.Reading.Read(Checkpoint checkpoint) -> {
        assertThat(checkpoint.bytes()).isEqualTo(bytes);
        assertThat(TRUST.judge(checkpoint)).isInstanceOf(LogTrust.Standing.Refused.class);
      }
    }
    switch (LogProof.read(bytes)) {
      case LogProof.Reading.Refused(AnchorRefusal refusal) -> assertTold(refusal);
      case LogProof.Reading.Read(LogProof proof) ->
          assertThat(LogProof.read(proof.bytes())).isInstanceOf(LogProof.Reading.Read.class);
    }
    switch (ConsistencyProof.read(bytes)) {
      case ConsistencyProof.Reading.Refused(AnchorRefusal refusal) -> assertTold(refusal);
      case ConsistencyProof.Reading.Read(ConsistencyProof proof) ->
          assertThat(proof.bytes()).isEqualTo(bytes);
    }
    assertThat(LogTrust.read(bytes, List.of(bytes), 1))
        .as("one key cannot be a log's and a witness's")
        .isInstanceOf(LogTrust.Reading.Refused.class);
    assertThat(EntryBundle.read(bytes, 3)).isNotNull();
  }

  private static void assertTold(AnchorRefusal refusal) {
    assertThat(refusal.text()).isNotBlank().doesNotContain("\n");
    assertThat(refusal.fault().nextStep()).isNotBlank();
  }
}
