package dev.assay.core.report;

/** How a result stands to an earlier state of the same thing; SARIF 2.1.0, 3.27.24. */
public enum SarifBaseline {
  /** It was not there. */
  NEW("new"),
  /** It was there, the same. */
  UNCHANGED("unchanged"),
  /** It was there, with another level or text. */
  UPDATED("updated"),
  /** It was there and is not any more. */
  ABSENT("absent");

  private final String wire;

  SarifBaseline(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in logs. */
  public String wire() {
    return wire;
  }
}
