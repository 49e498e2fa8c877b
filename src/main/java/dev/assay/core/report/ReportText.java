package dev.assay.core.report;

/**
 * Untrusted text made safe to stand in a report file that other programs and pages show.
 *
 * <p>Guarantees: the result holds no terminal control sequence, no control character but tab, line
 * feed and carriage return, no character that turns the reading direction, no unpaired surrogate,
 * and nothing that XML 1.0 cannot hold; each becomes one U+FFFD. It does not escape what the
 * surrounding format gives a meaning, and it does not look for secrets. Source: {@code
 * trust-basis.md} 12.1.
 */
public final class ReportText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final char ELLIPSIS = '\u2026';

  private ReportText() {}

  /** Gives the whole text. */
  public static String of(String text) {
    return bounded(text, Integer.MAX_VALUE);
  }

  /** Gives at most so many code points of the text; what is cut ends in an ellipsis. */
  public static String bounded(String text, int maxCodePoints) {
    StringBuilder safe = new StringBuilder(Math.min(text.length(), maxCodePoints));
    int at = 0;
    int count = 0;
    while (at < text.length()) {
      if (count == maxCodePoints) {
        safe.setLength(safe.offsetByCodePoints(safe.length(), -1));
        return safe.append(ELLIPSIS).toString();
      }
      int c = text.codePointAt(at);
      if (c == ControlSequence.ESCAPE) {
        safe.append(REPLACEMENT);
        at = ControlSequence.end(text, at);
      } else {
        safe.appendCodePoint(isSafe(c) ? c : REPLACEMENT);
        at += Character.charCount(c);
      }
      count++;
    }
    return safe.toString();
  }

  private static boolean isSafe(int c) {
    if (c < ' ') {
      return c == '\t' || c == '\n' || c == '\r';
    }
    boolean control = c >= 0x7F && c <= 0x9F;
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    boolean notCharacter = (c & 0xFFFE) == 0xFFFE;
    return !control && !surrogate && !notCharacter && !turnsDirection(c);
  }

  /** Marks, embeddings, overrides and isolates of the bidirectional algorithm. */
  private static boolean turnsDirection(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
