package dev.assay.core.anchor;

/** The kinds of receipts, and where one lies beside its bundle. */
public enum AnchorKind {
  /** No anchor at all. */
  NONE("", ""),
  /** A time-stamp response of RFC 3161, DER. */
  TIMESTAMP(".tsr", "application/timestamp-reply"),
  /** A proof of inclusion in a transparency log, C2SP tlog-proof. */
  LOG(".tlog-proof", "text/plain; charset=utf-8");

  private final String suffix;
  private final String mediaType;

  AnchorKind(String suffix, String mediaType) {
    this.suffix = suffix;
    this.mediaType = mediaType;
  }

  /** Gives what the receipt's file name adds to the name of the bundle. */
  public String suffix() {
    return suffix;
  }

  /** Gives the media type of the receipt. */
  public String mediaType() {
    return mediaType;
  }
}
