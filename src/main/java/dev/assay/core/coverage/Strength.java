package dev.assay.core.coverage;

import java.util.Optional;

/**
 * How strongly an artifact supports a claim, weakest first. Source: {@code trust-basis.md} 10.1.
 */
public enum Strength {
  /** The artifact does not support it; this says nothing about the world. */
  ABSENT("absent"),
  /** It supports a weaker reading only. */
  WEAK("weak"),
  /** It supports the claim within stated bounds. */
  PARTIAL("partial"),
  /** It supports the claim; such a cell names its evidence. */
  STRONG("strong");

  private final String wire;

  Strength(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Finds a strength by its spelling; case matters. */
  public static Optional<Strength> of(String wire) {
    for (Strength strength : values()) {
      if (strength.wire.equals(wire)) {
        return Optional.of(strength);
      }
    }
    return Optional.empty();
  }
}
