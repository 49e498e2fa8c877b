package dev.assay.core.report;

import dev.assay.core.json.ActingCharacters;

/**
 * Untrusted text made safe to show on a terminal, one field at a time.
 *
 * <p>Guarantees: the result is one line of at most {@value #MAX_CHARACTERS} code points without
 * control, formatting or bidirectional characters; an escape sequence becomes one U+FFFD. It does
 * not tell look-alike letters apart. Source: {@code evidence.md} 7.6.
 */
public final class TerminalText {
  /** Code points of one field; longer text ends in an ellipsis. */
  public static final int MAX_CHARACTERS = 200;

  private static final char REPLACEMENT = '\uFFFD';
  private static final char ELLIPSIS = '\u2026';

  private TerminalText() {}

  /** Gives the text for one field. */
  public static String field(String text) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), MAX_CHARACTERS));
    int at = 0;
    int characters = 0;
    while (at < text.length()) {
      if (characters == MAX_CHARACTERS) {
        shown.setLength(shown.offsetByCodePoints(shown.length(), -1));
        return shown.append(ELLIPSIS).toString();
      }
      int c = text.codePointAt(at);
      if (c == ControlSequence.ESCAPE) {
        shown.append(REPLACEMENT);
        at = ControlSequence.end(text, at);
      } else {
        shown.appendCodePoint(ActingCharacters.acts(c) ? REPLACEMENT : c);
        at += Character.charCount(c);
      }
      characters++;
    }
    return shown.toString();
  }
}
