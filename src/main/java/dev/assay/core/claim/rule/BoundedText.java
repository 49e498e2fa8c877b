package dev.assay.core.claim.rule;

import dev.assay.core.evidence.ReviewerText;

/**
 * The text predicates that every implementation of the claims must share. Lengths are code points
 * unless they say bytes. Source: {@code trust-basis.md} 3 and 4.
 */
final class BoundedText {
  private static final String BEARER = "bearer ";
  private static final int JWS_PART = 4;

  private BoundedText() {}

  /** A string for reviewers: bounded, no control character. */
  static boolean isForReviewers(String text, int max) {
    return ReviewerText.isBounded(text, max)
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  /** A string of a decision: bounded, and none of the characters that could end its rendering. */
  static boolean isForDecisions(String text, int max) {
    return ReviewerText.isBounded(text, max) && ReviewerText.isUnquoted(text);
  }

  /** A reason: as a string of a decision, after trimming. */
  static boolean isReason(String text, int max) {
    return isForDecisions(ReviewerText.trimmed(text), max);
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
