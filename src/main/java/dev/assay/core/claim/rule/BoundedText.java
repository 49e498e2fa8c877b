package dev.assay.core.claim.rule;

/**
 * The text predicates that every implementation of the claims must share. Lengths are code points
 * unless they say bytes. Source: {@code trust-basis.md} 3 and 4.
 */
final class BoundedText {
  private static final String BEARER = "bearer ";
  private static final int JWS_PART = 4;

  private BoundedText() {}

  /** Gives the text without leading and trailing Unicode White_Space. */
  static String trimmed(String text) {
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

  /** A string for reviewers: no white space around it, not empty, bounded, no control character. */
  static boolean isForReviewers(String text, int max) {
    return isBounded(text, max) && text.codePoints().noneMatch(Character::isISOControl);
  }

  /** A string of a decision: bounded, and none of the characters that could end its rendering. */
  static boolean isForDecisions(String text, int max) {
    return isBounded(text, max) && text.chars().noneMatch(BoundedText::endsRendering);
  }

  /** A reason: not padded beyond white space, bounded after trimming. */
  static boolean isReason(String text, int max) {
    return isForDecisions(trimmed(text), max);
  }

  private static boolean endsRendering(int c) {
    return c == '\n' || c == '\r' || c == '"' || c == '`' || c == '{' || c == '}';
  }

  private static boolean isBounded(String text, int max) {
    return !text.isEmpty()
        && trimmed(text).length() == text.length()
        && text.codePointCount(0, text.length()) <= max;
  }

  /** Says whether a trimmed text begins like a bearer credential or has the shape of a JWS. */
  static boolean isCredentialShaped(String text) {
    return startsWithBearer(text) || isJwsShaped(text);
  }

  private static boolean startsWithBearer(String text) {
    if (text.length() < BEARER.length()) {
      return false;
    }
    for (int i = 0; i < BEARER.length(); i++) {
      if (asciiLower(text.charAt(i)) != BEARER.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isJwsShaped(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 || !parts[0].startsWith("eyJ")) {
      return false;
    }
    for (String part : parts) {
      if (part.length() < JWS_PART || !part.chars().allMatch(BoundedText::isBase64Url)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBase64Url(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  /** Lower-cases ASCII only: no locale, no dotless i. */
  static String asciiLower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.chars().forEach(c -> lower.append(asciiLower((char) c)));
    return lower.toString();
  }

  private static char asciiLower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
