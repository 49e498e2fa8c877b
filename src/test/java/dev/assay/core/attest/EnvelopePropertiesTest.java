package dev.assay.core.attest;

import static dev.assay.testkit.Attestations.ARCHIVE;
import static dev.assay.testkit.Attestations.bundle;
import static dev.assay.testkit.Attestations.ed25519;
import static dev.assay.testkit.Attestations.signingKey;
import static dev.assay.testkit.Attestations.trusting;
import static dev.assay.testkit.Attestations.truth;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.SigningKey;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.evidence.verify.VerifiedBundle;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.BundleArchives;
import dev.assay.testkit.Mutations;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** No change of an envelope or of its archive is ever taken for the original. */
class EnvelopePropertiesTest {
  private static final SigningKey ED25519 = ed25519(1);
  private static final SigningKey P256 = signingKey(Attestations.P256_PEM);

  @Test
  void any_flipped_bit_of_an_envelope_is_noticed() {
    VerifiedBundle bundle = bundle();
    for (SigningKey key : List.of(ED25519, P256)) {
      EnvelopeVerifier verifier = EnvelopeVerifier.trusting(trusting(key), 1);
      byte[] envelope = truth(key);
      for (int at = 0; at < envelope.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] changed = envelope.clone();
          changed[at] ^= (byte) (1 << bit);
          assertNotVerified(verifier, changed, bundle, "byte " + at + " bit " + bit);
        }
      }
    }
  }

  @Test
  void any_byte_put_in_place_of_another_is_noticed() {
    VerifiedBundle bundle = bundle();
    EnvelopeVerifier verifier = EnvelopeVerifier.trusting(trusting(ED25519), 1);
    byte[] envelope = truth(ED25519);
    for (int at = 0; at < envelope.length; at++) {
      for (char c : "\"{}[]:,\\ \n\t=+/-_Aa0".toCharArray()) {
        byte[] changed = envelope.clone();
        changed[at] = (byte) c;
        if (changed[at] != envelope[at]) {
          assertNotVerified(verifier, changed, bundle, "byte " + at + " as " + c);
        }
      }
    }
  }

  @Test
  void any_byte_left_out_and_any_cut_is_noticed() {
    VerifiedBundle bundle = bundle();
    EnvelopeVerifier verifier = EnvelopeVerifier.trusting(trusting(ED25519), 1);
    byte[] envelope = truth(ED25519);
    for (int at = 0; at < envelope.length; at++) {
      byte[] shorter = Arrays.copyOf(envelope, envelope.length - 1);
      System.arraycopy(envelope, at + 1, shorter, at, shorter.length - at);
      assertNotVerified(verifier, shorter, bundle, "without byte " + at);
      assertNotVerified(verifier, Arrays.copyOf(envelope, at), bundle, "cut at " + at);
    }
  }

  @Test
  void any_changed_byte_of_the_archive_is_noticed() {
    EnvelopeVerifier verifier = EnvelopeVerifier.trusting(trusting(ED25519), 1);
    byte[] envelope = truth(ED25519);
    int intact = 0;
    for (int at = 0; at < ARCHIVE.length; at++) {
      byte[] changed = ARCHIVE.clone();
      changed[at] ^= (byte) (1 << (at & 7));
      if (BundleArchives.verify(changed) instanceof Verdict.Intact verdict) {
        intact++;
        assertNotVerified(verifier, envelope, verdict.bundle(), "archive byte " + at);
      }
    }
    assertThat(intact).as("changes that only the signature notices").isPositive();
  }

  @Test
  void damaged_envelopes_get_a_verdict_and_never_a_success() {
    long seed = Long.getLong("assay.seed", 20260301L);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    VerifiedBundle bundle = bundle();
    EnvelopeVerifier verifier = EnvelopeVerifier.trusting(trusting(ED25519, P256), 1);
    List<byte[]> frames = List.of(truth(ED25519), truth(P256), truth(ED25519, P256));
    for (int i = 0; i < 2000; i++) {
      byte[] changed = Mutations.mutate(frames, random);
      if (frames.stream().noneMatch(frame -> means(frame, changed))) {
        EnvelopeVerdict verdict = verifier.verify(changed, bundle);
        boolean verified = verdict instanceof EnvelopeVerdict.AttestationVerified;
        assertThat(verified && !secondSignatureOnly(changed))
            .as("seed %d round %d: %s", seed, i, new String(changed, UTF_8))
            .isFalse();
      }
    }
  }

  /** White space between members changes nothing that is said. */
  private static boolean means(byte[] original, byte[] changed) {
    return strip(original).equals(strip(changed));
  }

  private static String strip(byte[] text) {
    return new String(text, ISO_8859_1).replaceAll("[ \n\r\t]", "");
  }

  /** With two signatures, one may be damaged while the other still counts. */
  private static boolean secondSignatureOnly(byte[] changed) {
    return new String(changed, ISO_8859_1).split("\"sig\"", -1).length > 2;
  }

  private static void assertNotVerified(
      EnvelopeVerifier verifier, byte[] envelope, VerifiedBundle bundle, String what) {
    EnvelopeVerdict verdict = verifier.verify(envelope, bundle);
    if (verdict instanceof EnvelopeVerdict.AttestationVerified) {
      throw new AssertionError(what + " is still verified");
    }
  }
}
