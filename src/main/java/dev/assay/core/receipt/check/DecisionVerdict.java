package dev.assay.core.receipt.check;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a recorded call is against the decision it is bound to; each is worse than the one before.
 */
public enum DecisionVerdict {
  /** What was observed is what was decided. */
  MATCH("match"),
  /** Something is missing to say so. */
  INCOMPLETE("incomplete"),
  /** It is another. */
  MISMATCH("mismatch"),
  /** The record contradicts itself. */
  INVALID("invalid");

  private final String wire;

  DecisionVerdict(String wire) {
    this.wire = wire;
  }

  /** Gives the word of records and reports. */
  public String wire() {
    return wire;
  }

  /** Finds a verdict by its word. */
  public static Optional<DecisionVerdict> of(String word) {
    return Arrays.stream(values()).filter(verdict -> verdict.wire.equals(word)).findFirst();
  }

  /** Says whether this verdict is not milder than another. */
  boolean isAtLeast(DecisionVerdict other) {
    return compareTo(other) >= 0;
  }

  /**
   * Gives the verdict over several decisions: the worst of them. It is {@link #INVALID} when the
   * lists have not the same length, when an order is there twice, or for a word that is none.
   */
  public static DecisionVerdict ofRun(List<String> verdicts, List<Long> orders) {
    if (verdicts.size() != orders.size() || new HashSet<>(orders).size() != orders.size()) {
      return INVALID;
    }
    DecisionVerdict worst = MATCH;
    for (String word : verdicts) {
      DecisionVerdict verdict = of(word).orElse(INVALID);
      worst = verdict.isAtLeast(worst) ? verdict : worst;
    }
    return worst;
  }
}
