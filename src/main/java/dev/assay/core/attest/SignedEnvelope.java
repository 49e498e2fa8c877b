package dev.assay.core.attest;

import dev.assay.core.crypto.PreAuthentication;
import java.util.List;

/**
 * An envelope as it was received: well formed, and nothing of it believed yet. Equality is
 * identity.
 */
final class SignedEnvelope {
  private final String payloadType;
  private final byte[] payload;
  private final List<Entry> signatures;

  SignedEnvelope(String payloadType, byte[] payload, List<Entry> signatures) {
    this.payloadType = payloadType;
    this.payload = payload;
    this.signatures = List.copyOf(signatures);
  }

  /** One signature; {@code keyId} is a hint and may be empty. */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
  record Entry(String keyId, byte[] signature) {}

  /** Gives exactly the payload bytes received. */
  byte[] payload() {
    return payload;
  }

  /** Gives what each signature is over. */
  byte[] signedBytes() {
    return PreAuthentication.preAuthenticationEncoding(payloadType, payload);
  }

  List<Entry> signatures() {
    return signatures;
  }
}
