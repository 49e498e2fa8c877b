package dev.assay.core.attest;

import dev.assay.core.attest.SignatureFinding.Standing;
import java.util.ArrayList;
import java.util.List;

/**
 * A signature of an envelope and the trusted key that made it; or none, and why. Nothing is said
 * yet of what the key is for.
 *
 * @param finding {@link Standing#COUNTED} when a trusted key made it
 * @param key that key, or nothing
 */
record SignatureMaker(SignatureFinding finding, List<TrustedKey> key) {

  /** Copies the list. */
  SignatureMaker {
    key = List.copyOf(key);
  }

  /** Tries every signature with every trusted key that its id allows. */
  static List<SignatureMaker> of(SignedEnvelope envelope, TrustSet trust) {
    byte[] signed = envelope.signedBytes();
    List<SignatureMaker> makers = new ArrayList<>();
    for (SignedEnvelope.Entry entry : envelope.signatures()) {
      makers.add(of(entry, signed, trust.candidates(entry.keyId())));
    }
    return makers;
  }

  private static SignatureMaker of(
      SignedEnvelope.Entry entry, byte[] signed, List<TrustedKey> candidates) {
    for (TrustedKey candidate : candidates) {
      if (candidate.key().accepts(signed, entry.signature())) {
        return new SignatureMaker(
            new SignatureFinding(candidate.key().keyId(), Standing.COUNTED), List.of(candidate));
      }
    }
    boolean named = !entry.keyId().isEmpty() && !candidates.isEmpty();
    Standing standing = named ? Standing.SIGNATURE_INVALID : Standing.KEY_NOT_TRUSTED;
    return new SignatureMaker(new SignatureFinding(entry.keyId(), standing), List.of());
  }
}
