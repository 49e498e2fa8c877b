package dev.assay.core.policy.scope;

/**
 * Matches texts segment by segment: {@code *} is any text within one, {@code **} any number of
 * them, none included. Takes at most the product of both lengths, whatever the text.
 */
public final class SegmentGlob {
  /** The segment that stands for any number of them. */
  public static final String ANY_SEGMENTS = "**";

  private SegmentGlob() {}

  /** Says whether a text of these segments matches. Going back to the last {@code **} is enough. */
  public static boolean matches(String[] segments, String[] text) {
    int g = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    while (p < text.length) {
      if (g < segments.length && segments[g].equals(ANY_SEGMENTS)) {
        star = g++;
        resume = p;
      } else if (g < segments.length && segmentMatches(segments[g], text[p])) {
        g++;
        p++;
      } else if (star >= 0) {
        g = star + 1;
        p = ++resume;
      } else {
        return false;
      }
    }
    while (g < segments.length && segments[g].equals(ANY_SEGMENTS)) {
      g++;
    }
    return g == segments.length;
  }

  private static boolean segmentMatches(String pattern, String text) {
    if (pattern.indexOf('*') < 0) {
      return pattern.equals(text);
    }
    int g = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    while (p < text.length()) {
      if (g < pattern.length() && pattern.charAt(g) == '*') {
        star = g++;
        resume = p;
      } else if (g < pattern.length() && pattern.charAt(g) == text.charAt(p)) {
        g++;
        p++;
      } else if (star >= 0) {
        g = star + 1;
        p = ++resume;
      } else {
        return false;
      }
    }
    while (g < pattern.length() && pattern.charAt(g) == '*') {
      g++;
    }
    return g == pattern.length();
  }
}
