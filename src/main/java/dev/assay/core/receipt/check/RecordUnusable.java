package dev.assay.core.receipt.check;

/** A document is not of the form that its check reads; the message says what and where. */
public final class RecordUnusable extends Exception {
  private final String message;

  RecordUnusable(String message) {
    super(message, null, false, false);
    this.message = message;
  }

  /** Gives what is wrong; names members, never values. */
  public String message() {
    return message;
  }
}
