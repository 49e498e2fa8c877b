package dev.assay.core.surface;

import dev.assay.core.json.Json;

/**
 * The line a person sees for one call: {@code ✅ ALLOW read_file path=/tmp/x reason=policy_allow}.
 *
 * <p>Shows at most three arguments, only those a person needs to recognise the call, cut to 120
 * code points, with user information and query cut from URLs. It is text for people, not a record.
 * Source: {@code policy.md} section 4.
 */
public final class DecisionLine {
  private static final String[] SHOWN = {
    "path", "file", "uri", "url", "cmd", "command", "resource", "owner", "repo"
  };
  private static final int MAX_ARGUMENTS = 3;
  private static final int MAX_VALUE_CODE_POINTS = 120;
  private static final int MAX_TOOL_CODE_POINTS = 128;

  private DecisionLine() {}

  /** What a line begins with. */
  public enum Mark {
    /** Allowed. */
    ALLOW("✅ ALLOW", "[ALLOW]"),
    /** Allowed although nothing constrains the arguments. */
    WARN("⚠️ ALLOW", "[WARN]"),
    /** Denied. */
    DENY("❌ DENY", "[DENY]"),
    /** Forwarded in a dry run, although policy denies it. */
    WOULD_DENY("🟡 WOULD_DENY", "[WOULD_DENY]");

    private final String symbol;
    private final String ascii;

    Mark(String symbol, String ascii) {
      this.symbol = symbol;
      this.ascii = ascii;
    }
  }

  /** How lines are written. */
  public record Style(boolean ascii, boolean showArguments) {}

  /** Gives the line without its line feed. */
  public static String of(Mark mark, String tool, Json.Obj arguments, String reason, Style style) {
    StringBuilder line = new StringBuilder(96); // one byte a character without the mark
    line.append(' ').append(SafeText.value(tool, MAX_TOOL_CODE_POINTS));
    if (style.showArguments()) {
      appendArguments(line, arguments);
    }
    String text =
        (style.ascii() ? mark.ascii : mark.symbol)
            .concat(line.append(" reason=").append(reason).toString());
    return style.ascii() ? asciiOnly(text) : text;
  }

  private static void appendArguments(StringBuilder line, Json.Obj arguments) {
    int shown = 0;
    for (String name : SHOWN) {
      if (shown < MAX_ARGUMENTS && arguments.get(name) instanceof Json.Str value) {
        boolean url = name.equals("uri") || name.equals("url") || value.value().contains("://");
        String text = url ? withoutSecrets(value.value()) : value.value();
        line.append(' ')
            .append(name)
            .append('=')
            .append(SafeText.value(text, MAX_VALUE_CODE_POINTS));
        shown++;
      }
    }
  }

  /** Cuts user information, query and fragment from a URL. */
  static String withoutSecrets(String url) {
    int end = firstOf(url, 0, "?#");
    int authority = url.indexOf("//");
    if (authority < 0 || authority > end) {
      return url.substring(0, end);
    }
    int authorityEnd = Math.min(end, firstOf(url, authority + 2, "/\\"));
    int at = url.lastIndexOf('@', authorityEnd - 1);
    return at > authority
        ? url.substring(0, authority + 2) + url.substring(at + 1, end)
        : url.substring(0, end);
  }

  private static int firstOf(String text, int from, String characters) {
    for (int i = from; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static String asciiOnly(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                ascii.append(
                    c < 0x7F ? String.valueOf((char) c) : "\\u{" + Integer.toHexString(c) + "}"));
    return ascii.toString();
  }
}
