package dev.assay.core.surface.privileged;

import dev.assay.core.json.ActingCharacters;

/** Foreign text as records of privileged calls hold it: characters that act are replaced. */
public final class RecordText {
  /** Longest text, in code points. */
  private static final int MAX_CODE_POINTS = 256;

  private static final int REPLACEMENT = 0xFFFD;

  private RecordText() {}

  /**
   * Gives the text with U+FFFD for every control, bidirectional or invisible character except tab,
   * line feed and carriage return.
   */
  static String sanitised(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean kept = c == '\t' || c == '\n' || c == '\r' || !ActingCharacters.acts(c);
              out.appendCodePoint(kept ? c : REPLACEMENT);
            });
    return out.toString();
  }

  /** Gives the sanitised text, cut to 256 code points with an ellipsis. */
  public static String bounded(String text) {
    if (text.codePointCount(0, text.length()) <= MAX_CODE_POINTS) {
      return sanitised(text);
    }
    int end = text.offsetByCodePoints(0, MAX_CODE_POINTS);
    return sanitised(text.substring(0, end)) + "…";
  }
}
