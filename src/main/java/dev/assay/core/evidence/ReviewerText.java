package dev.assay.core.evidence;

/**
 * Short foreign strings that may stand in a receipt and before a reviewer. Lengths are code points.
 * Source: {@code trust-basis.md} 4.1 and 4.2, {@code receipts.md} 1.4.
 */
public final class ReviewerText {
  private ReviewerText() {}

  /** Gives the text without leading and trailing Unicode White_Space. */
  public static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isWhiteSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isWhiteSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** The White_Space property; neither of the JDK's notions is this one. */
  private static boolean isWhiteSpace(char c) {
    return (c >= 0x09 && c <= 0x0D)
        || c == 0x20
        || c == 0x85
        || c == 0xA0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }

  /** Says whether a text is trimmed, not empty and at most so long. */
  public static boolean isBounded(String text, int max) {
    return !text.isEmpty()
        && trimmed(text).length() == text.length()
        && text.codePointCount(0, text.length()) <= max;
  }

  /** Says whether no character could end the rendering of the text. */
  public static boolean isUnquoted(String text) {
    return text.chars()
        .noneMatch(c -> c == '\n' || c == '\r' || c == '"' || c == '`' || c == '{' || c == '}');
  }

  /** Says whether a text is bounded and holds no control character. */
  public static boolean isForReviewers(String text, int max) {
    return isBounded(text, max) && text.codePoints().noneMatch(Character::isISOControl);
  }

  /** Says whether a text is bounded and could not end its rendering. */
  public static boolean isForDecisions(String text, int max) {
    return isBounded(text, max) && isUnquoted(text);
  }
}
