package dev.assay.core.evidence.question;

/**
 * A pattern over a whole text: {@code *} stands for any run of characters, dots included, {@code ?}
 * for exactly one UTF-16 unit; everything else for itself, case-sensitive. Every text is a pattern.
 *
 * @param text the pattern as written
 */
public record TextGlob(String text) {
  /** Says whether the pattern fits the whole of a text. */
  public boolean matches(String candidate) {
    int at = 0;
    int in = 0;
    int starAt = -1;
    int starIn = 0;
    while (in < candidate.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        starAt = at++;
        starIn = in;
      } else if (at < text.length()
          && (text.charAt(at) == '?' || text.charAt(at) == candidate.charAt(in))) {
        at++;
        in++;
      } else if (starAt >= 0) {
        at = starAt + 1;
        in = ++starIn;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }
}
