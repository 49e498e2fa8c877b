package dev.assay.core.claim.rule;

import java.util.Optional;

/**
 * The independent check that a verified level rests on. Without one nothing is verified. Source:
 * {@code design.md} §3.1 Trust.
 */
public enum Corroboration {
  /** We computed it again from bytes that are at hand. */
  RECOMPUTED("recomputed"),
  /** A key that the user trusts signed the archive; the signer vouches, not we. */
  TRUSTED_SIGNATURE("trusted_signature"),
  /** Something that is not the recorder saw the same. */
  INDEPENDENT_OBSERVER("independent_observer");

  private final String wire;

  Corroboration(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in reports. */
  public String wire() {
    return wire;
  }

  /** Finds a corroboration by its spelling. */
  public static Optional<Corroboration> of(String wire) {
    for (Corroboration corroboration : values()) {
      if (corroboration.wire.equals(wire)) {
        return Optional.of(corroboration);
      }
    }
    return Optional.empty();
  }
}
