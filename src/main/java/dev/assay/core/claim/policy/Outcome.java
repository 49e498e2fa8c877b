package dev.assay.core.claim.policy;

import java.util.Optional;

/** What became of a rule. */
public enum Outcome {
  /** What is demanded holds. */
  PASSED("passed"),
  /** It does not. */
  FAILED("failed"),
  /** The report does not have what the rule asks about. */
  NOT_EVALUABLE("not_evaluable"),
  /** It does not hold or cannot be told, and somebody answers for it until a date. */
  WAIVED("waived"),
  /** It does not hold or cannot be told, and the waiver is over. */
  WAIVER_EXPIRED("waiver_expired");

  private final String wire;

  Outcome(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in tests and results. */
  public String wire() {
    return wire;
  }

  /** Finds an outcome by its spelling. */
  public static Optional<Outcome> of(String wire) {
    for (Outcome outcome : values()) {
      if (outcome.wire.equals(wire)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}
