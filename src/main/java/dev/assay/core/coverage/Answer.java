package dev.assay.core.coverage;

/** Whether a kind of claim may be made, the strictest last. Source: {@code trust-basis.md} 10.2. */
public enum Answer {
  /** It may. */
  ALLOWED("allowed"),
  /** Only a weaker one may. */
  DEGRADED("degraded"),
  /** It may not. */
  BLOCKED("blocked");

  private final String wire;

  Answer(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Gives the stricter of two answers: both gates apply. */
  Answer and(Answer other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
