package dev.assay.core.problem;

import org.jspecify.annotations.Nullable;

/**
 * The place a problem is about. Any part may be unknown.
 *
 * @param document the name the user gave the document, such as a file path, or null
 * @param pointer a JSON Pointer (RFC 6901) inside it, or null; the empty string is the whole
 *     document
 * @param line first line is 1; 0 when unknown
 * @param column first column is 1, counted in code points; 0 when unknown
 */
public record Where(@Nullable String document, @Nullable String pointer, int line, int column) {
  /** A place that cannot be told. */
  public static final Where NOWHERE = new Where(null, null, 0, 0);

  /** Gives the place that is a whole document. */
  public static Where document(String name) {
    return new Where(name, null, 0, 0);
  }

  /** Gives this place inside another document name. */
  public Where in(String name) {
    return new Where(name, pointer, line, column);
  }

  /**
   * Gives {@code document:line:column}, leaving out what is unknown; empty when nothing is known.
   */
  public String text() {
    StringBuilder text = new StringBuilder(document == null ? "" : document);
    if (line > 0) {
      text.append(text.isEmpty() ? "line " : ":").append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    return text.toString();
  }
}
