package dev.assay.core.coverage.declared;

import java.util.Optional;

/** What was decided on an action. */
public enum Effect {
  /** It was let through. */
  ALLOW("allow"),
  /** It was refused. */
  DENY("deny"),
  /** Deciding failed, or the record does not say. */
  ERROR("error");

  private final String wire;

  Effect(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Finds an effect by its spelling. */
  static Optional<Effect> of(String wire) {
    for (Effect effect : values()) {
      if (effect.wire.equals(wire)) {
        return Optional.of(effect);
      }
    }
    return Optional.empty();
  }
}
