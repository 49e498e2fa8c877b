package dev.assay.core.problem;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong with input that its author can fix.
 *
 * <p>The message is one line, lower case, without a final stop, with user input in backticks; it
 * never holds argument values or secrets.
 *
 * @param code stable identifier, such as {@code policy.unknown_field}
 * @param message what is wrong
 * @param where the place
 * @param hint what to do about it, or null when the message says it
 */
public record Problem(String code, String message, Where where, @Nullable String hint) {

  /** Gives a problem without a hint. */
  public static Problem of(String code, String message, Where where) {
    return new Problem(code, message, where, null);
  }

  /** Gives the same problem inside a named document. */
  public Problem in(String document) {
    return new Problem(code, message, where.in(document), hint);
  }

  /** Gives {@code place: message, hint}, one line. */
  public String text() {
    String place = where.text();
    return (place.isEmpty() ? "" : place + ": ") + message + (hint == null ? "" : ", " + hint);
  }
}
