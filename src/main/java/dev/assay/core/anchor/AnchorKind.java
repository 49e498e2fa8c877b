package dev.assay.core.anchor;

/** The kinds of receipts, and where one lies beside its bundle. */
public enum AnchorKind {
  /** A time-stamp response of RFC 3161, DER. */
  TIMESTAMP(".tsr"),
  /** A proof of inclusion in a transparency log, C2SP tlog-proof. */
  LOG(".tlog-proof");

  private final String suffix;

  AnchorKind(String suffix) {
    this.suffix = suffix;
  }

  /** Gives what the receipt's file name adds to the name of the bundle. */
  public String suffix() {
    return suffix;
  }
}
