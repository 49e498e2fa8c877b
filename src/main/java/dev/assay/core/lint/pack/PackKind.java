package dev.assay.core.lint.pack;

/** What a pack is for. */
public enum PackKind {
  /**
   * Maps to the articles of a regulation; needs a disclaimer, and a rule we cannot run is a
   * finding.
   */
  COMPLIANCE("compliance"),
  /** Looks for what an attacker or a mistake would leave. */
  SECURITY("security"),
  /** Looks for records that are thinner than they could be. */
  QUALITY("quality");

  private final String wire;

  PackKind(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in a pack. */
  public String wire() {
    return wire;
  }
}
