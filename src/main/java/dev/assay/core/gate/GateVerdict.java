package dev.assay.core.gate;

import java.util.List;

/** What the gate as a whole comes to. Source: {@code trust-basis.md} 13. */
public enum GateVerdict {
  /** Nothing blocks. */
  PASSED("passed"),
  /** A demand does not hold. */
  FAILED("failed"),
  /** A warning in a strict gate. */
  WARNED("warned"),
  /** An input could not be used, so that nothing is said about the others. */
  UNUSABLE_INPUT("unusable_input"),
  /** The machine was in the way. */
  UNAVAILABLE("unavailable"),
  /** Nothing was checked, which is no success. */
  EMPTY("empty");

  private final String wire;

  GateVerdict(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Gives the verdict on cases; what makes the gate itself doubtful outweighs what it found. */
  public static GateVerdict of(List<GateCase> cases, boolean strict) {
    if (cases.isEmpty()) {
      return EMPTY;
    }
    if (has(cases, GateCase.Status.UNUSABLE_INPUT)) {
      return UNUSABLE_INPUT;
    }
    if (has(cases, GateCase.Status.UNAVAILABLE)) {
      return UNAVAILABLE;
    }
    if (has(cases, GateCase.Status.FAILED)) {
      return FAILED;
    }
    return strict && has(cases, GateCase.Status.WARNED) ? WARNED : PASSED;
  }

  private static boolean has(List<GateCase> cases, GateCase.Status status) {
    return cases.stream().anyMatch(one -> one.status() == status);
  }
}
