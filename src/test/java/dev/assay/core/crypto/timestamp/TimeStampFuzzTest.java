package dev.assay.core.crypto.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.core.anchor.AnchorStanding;
import dev.assay.testkit.TimeStampAuthority;

/**
 * Arbitrary bytes as a response, a request and certificates. A normal build replays the corpus;
 * with {@code JAZZER_FUZZ=1} it explores.
 */
class TimeStampFuzzTest {
  private static final byte[] DIGEST = new byte[32];
  private static final TimeStampTrust TRUST =
      ((TimeStampTrust.Reading.Read) TimeStampTrust.read(new TimeStampAuthority().rootPem()))
          .trust();

  @FuzzTest
  void any_bytes_get_a_standing(byte[] bytes) {
    AnchorStanding standing = TRUST.verify(bytes, DIGEST);
    assertThat(standing)
        .as("nobody here has the authority's key")
        .isInstanceOfSatisfying(
            AnchorStanding.Refused.class,
            refused -> assertThat(refused.refusal().text()).isNotBlank());
    assertThat(TimeStampQuery.read(bytes)).isNotNull();
    assertThat(TimeStampTrust.read(bytes)).isNotNull();
  }
}
