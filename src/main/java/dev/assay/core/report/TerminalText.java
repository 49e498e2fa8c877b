package dev.assay.core.report;

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
  private static final int ESCAPE = 0x1B;
  private static final int BELL = 0x07;
  private static final int STRING_TERMINATOR = 0x9C;

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
      if (c == ESCAPE) {
        shown.append(REPLACEMENT);
        at = afterEscape(text, at);
      } else {
        shown.appendCodePoint(isShown(c) ? c : REPLACEMENT);
        at += Character.charCount(c);
      }
      characters++;
    }
    return shown.toString();
  }

  private static boolean isShown(int c) {
    if (c >= ' ' && c < 0x7F) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Gives where the text goes on after an escape sequence of ECMA-48. */
  private static int afterEscape(String text, int escapeAt) {
    int at = escapeAt + 1;
    if (at == text.length()) {
      return at;
    }
    return switch (text.charAt(at)) {
      case '[' -> afterControlSequence(text, at + 1);
      case ']', 'P', 'X', '^', '_' -> afterControlString(text, at + 1);
      default -> at;
    };
  }

  private static int afterControlSequence(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) <= 0x3F) {
      at++;
    }
    boolean ends = at < text.length() && text.charAt(at) >= 0x40 && text.charAt(at) <= 0x7E;
    return ends ? at + 1 : at;
  }

  /** A string without a terminator is not swallowed: only its opening is. */
  private static int afterControlString(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == BELL || c == STRING_TERMINATOR) {
        return at + 1;
      }
      if (c == ESCAPE) {
        return at + 1 < text.length() && text.charAt(at + 1) == '\\' ? at + 2 : from;
      }
    }
    return from;
  }
}
