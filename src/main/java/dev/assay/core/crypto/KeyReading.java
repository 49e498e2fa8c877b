package dev.assay.core.crypto;

import dev.assay.core.problem.Problem;

/** What reading a private key gave. */
public sealed interface KeyReading {
  /** The key can sign. */
  record Usable(SigningKey key) implements KeyReading {}

  /** The text is not a private key we can use. */
  record Unusable(Problem problem) implements KeyReading {}
}
