package dev.assay.core.report;

/** Terminal control sequences of ECMA-48: where one ends, so that none of it is shown. */
final class ControlSequence {
  /** What every sequence starts with. */
  static final int ESCAPE = 0x1B;

  private static final int BELL = 0x07;
  private static final int STRING_TERMINATOR = 0x9C;

  private ControlSequence() {}

  /** Gives where the text goes on after the sequence that starts with the escape character. */
  static int end(String text, int escapeAt) {
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
