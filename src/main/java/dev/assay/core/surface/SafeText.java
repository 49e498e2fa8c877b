package dev.assay.core.surface;

import dev.assay.core.json.ActingCharacters;

/**
 * Foreign text made safe for one line of a terminal or log: control, bidirectional and invisible
 * characters are escaped, long text is cut, and text with blanks is quoted so that it cannot
 * imitate the rest of the line.
 */
public final class SafeText {
  private SafeText() {}

  /**
   * Gives at most {@code maxCodePoints} code points, escaped, in quotes when it holds blanks,
   * quotes or equal signs.
   */
  static String value(String text, int maxCodePoints) {
    String escaped = escaped(text, maxCodePoints);
    boolean quote = escaped.isEmpty();
    for (int i = 0; i < escaped.length() && !quote; i++) {
      char c = escaped.charAt(i);
      quote = c == ' ' || c == '"' || c == '=';
    }
    return quote ? '"' + escaped.replace("\"", "\\\"") + '"' : escaped;
  }

  /** Gives at most {@code maxCodePoints} code points, escaped, for a log line. */
  public static String line(String text, int maxCodePoints) {
    return escaped(text, maxCodePoints);
  }

  /** Gives at most {@code maxCodePoints} code points, escaped. */
  static String escaped(String text, int maxCodePoints) {
    if (isPlain(text) && text.length() <= maxCodePoints) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (shown++ == maxCodePoints) {
        return out.append('…').toString();
      }
      if (c == '\\') {
        out.append("\\\\");
      } else if (isUnsafe(c)) {
        out.append("\\u{").append(Integer.toHexString(c)).append('}');
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7E || c == '\\') {
        return false;
      }
    }
    return true;
  }

  static boolean isUnsafe(int c) {
    return ActingCharacters.acts(c)
        || (c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR)
        || (c >= 0xFE00 && c <= 0xFE0F)
        || c == 0x115F
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFA0;
  }
}
