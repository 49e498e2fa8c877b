package dev.assay.core.receipt;

/** A record is refused; ends reading it. Never leaves the importers. */
public final class RecordRefused extends Exception {
  private final String code;
  private final String message;

  RecordRefused(String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.message = message;
  }

  /** Gives the code of the registry. */
  String code() {
    return code;
  }

  /** Gives what is wrong; it holds names of members and bounds, never values but fixed ones. */
  String message() {
    return message;
  }
}
