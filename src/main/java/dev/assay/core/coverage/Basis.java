package dev.assay.core.coverage;

import java.util.Optional;

/** On what a cell rests, whatever its strength. Source: {@code trust-basis.md} 10.1. */
public enum Basis {
  /** The observed side, or our own record, says so. */
  REPORTED("reported"),
  /** An instrument outside the observed side saw it. */
  MEASURED("measured"),
  /** A written rule gives it from other cells; the rule stands in the notes. */
  DERIVED("derived"),
  /** Somebody concluded it. */
  INFERRED("inferred");

  private final String wire;

  Basis(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Finds a basis by its spelling; case matters. */
  public static Optional<Basis> of(String wire) {
    for (Basis basis : values()) {
      if (basis.wire.equals(wire)) {
        return Optional.of(basis);
      }
    }
    return Optional.empty();
  }
}
