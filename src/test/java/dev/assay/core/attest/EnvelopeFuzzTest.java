package dev.assay.core.attest;

import static dev.assay.testkit.Attestations.bundle;
import static dev.assay.testkit.Attestations.ed25519;
import static dev.assay.testkit.Attestations.envelope;
import static dev.assay.testkit.Attestations.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.core.problem.Problem;
import java.util.List;

/** Arbitrary bytes as an envelope, and as what a trusted key signed. */
class EnvelopeFuzzTest {
  private static final SigningKey KEY = ed25519(1);
  private static final VerifiedBundle BUNDLE = bundle();
  private static final EnvelopeVerifier VERIFIER = EnvelopeVerifier.trusting(trusting(KEY), 1);

  @FuzzTest
  void any_bytes_get_a_verdict(byte[] bytes) {
    assertTold(VERIFIER.verify(bytes, BUNDLE));
    if (bytes.length < 1 << 16) {
      assertTold(VERIFIER.verify(envelope(bytes, KEY), BUNDLE));
    }
  }

  private static void assertTold(EnvelopeVerdict verdict) {
    List<Problem> problems =
        switch (verdict) {
          case EnvelopeVerdict.Malformed malformed -> malformed.problems();
          case EnvelopeVerdict.StatementRefused refused -> refused.problems();
          case EnvelopeVerdict.BundleDiffers differs -> differs.problems();
          case EnvelopeVerdict.SignatureRefused _,
              EnvelopeVerdict.SignatureNotChecked _,
              EnvelopeVerdict.SignatureVerified _,
              EnvelopeVerdict.AttestationVerified _ ->
              List.of(new Problem("none", "none", dev.assay.core.problem.Where.NOWHERE, null));
        };
    assertThat(problems).isNotEmpty();
    assertThat(problems).hasSizeLessThanOrEqualTo(DocumentCheck.MAX_PROBLEMS);
  }
}
