package dev.assay.core.claim;

/**
 * Whether more evidence for a claim is good news or bad news. Source: {@code trust-basis.md} 17.1.
 */
public enum Polarity {
  /** A higher level is what a reviewer hopes for. */
  SUPPORTS("supports"),
  /** A higher level means that something unwanted was seen. */
  ADVERSE("adverse");

  private final String wire;

  Polarity(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in reports. */
  public String wire() {
    return wire;
  }
}
