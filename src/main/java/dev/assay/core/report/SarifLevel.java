package dev.assay.core.report;

/** How serious a SARIF result is; in order, the most serious first. */
public enum SarifLevel {
  /** Fails a gate. */
  ERROR("error"),
  /** Worth acting on. */
  WARNING("warning"),
  /** Worth knowing. */
  NOTE("note");

  private final String wire;

  SarifLevel(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in the log. */
  public String wire() {
    return wire;
  }
}
