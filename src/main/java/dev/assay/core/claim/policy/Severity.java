package dev.assay.core.claim.policy;

import java.util.Optional;

/** How much a rule that does not hold matters; in order, the most serious first. */
public enum Severity {
  /** Fails the gate. */
  ERROR("error"),
  /** Is reported; fails only when asked. */
  WARN("warn"),
  /** Is reported; fails only when asked. */
  INFO("info");

  private final String wire;

  Severity(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in policies and results. */
  public String wire() {
    return wire;
  }

  /** Finds a severity by its spelling. */
  public static Optional<Severity> of(String wire) {
    for (Severity severity : values()) {
      if (severity.wire.equals(wire)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }
}
