package dev.assay.core.claim.rule;

/** Over how many candidates a claim speaks; never a ratio. */
public enum Quantifier {
  /** One is enough. */
  ANY("any"),
  /** One that does not fit lowers it. */
  ALL("all");

  private final String wire;

  Quantifier(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in reports. */
  public String wire() {
    return wire;
  }
}
