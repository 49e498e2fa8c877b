package dev.assay.core.crypto;

import dev.assay.core.problem.Problem;

/** What reading a public key gave. */
public sealed interface VerifyingKeyReading {
  /** Signatures can be checked with the key. */
  record Usable(VerifyingKey key) implements VerifyingKeyReading {}

  /** The bytes are not a public key we can use. */
  record Unusable(Problem problem) implements VerifyingKeyReading {}
}
