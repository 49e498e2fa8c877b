package dev.assay.core.claim;

import java.util.Optional;

/**
 * How well evidence backs a claim. The order of the constants is the order of comparison, weakest
 * first; it says nothing about how good or bad the claimed thing is. Source: {@code trust-basis.md}
 * 1.
 */
public enum Level {
  /** No usable evidence. It says nothing about the world. */
  ABSENT("absent"),
  /** Obtained by a written, bounded rule. */
  INFERRED("inferred"),
  /** The observed system said so and nothing independent backs it. */
  SELF_REPORTED("self_reported"),
  /** Recomputed, signed by a trusted key, or seen by an independent observer. */
  VERIFIED("verified");

  private final String wire;

  Level(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in files. */
  public String wire() {
    return wire;
  }

  /** Finds a level by its spelling in files; case matters. */
  public static Optional<Level> of(String wire) {
    for (Level level : values()) {
      if (level.wire.equals(wire)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
