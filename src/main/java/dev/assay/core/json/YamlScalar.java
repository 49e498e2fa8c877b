package dev.assay.core.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Scalars as YAML writes them: plain where every reader takes that for the same text. */
final class YamlScalar {
  /** Words that readers of YAML 1.1 take for something else than text. */
  private static final List<String> OTHER_MEANING =
      Collections.unmodifiableList(
          Arrays.asList("y", "n", "yes", "no", "on", "off", "=", "<<", "true", "false", "null"));

  private YamlScalar() {}

  /** Gives a scalar on one line; collections are not scalars. */
  static String of(Json scalar, boolean flow) {
    return switch (scalar) {
      case Json.Str text -> text(text.value(), flow);
      case Json.Num number -> number.text();
      case Json.Bool bool -> bool.value() ? "true" : "false";
      case Json.Null _ -> "null";
      case Json.Arr _ -> "[]";
      case Json.Obj _ -> "{}";
    };
  }

  static String text(String text, boolean flow) {
    if (isPlain(text, flow)) {
      return text;
    }
    boolean written = text.codePoints().noneMatch(c -> isHidden(c));
    boolean single = text.indexOf('\\') >= 0 || text.indexOf('"') >= 0;
    if (written && single && text.indexOf('\'') < 0) {
      return "'" + text + "'";
    }
    return quoted(text);
  }

  private static boolean isPlain(String text, boolean flow) {
    if (text.isEmpty()
        || !(CoreScalar.resolve(text) instanceof Json.Str)
        || OTHER_MEANING.contains(text.toLowerCase(Locale.ROOT))
        || isNumberLike(text)) {
      return false;
    }
    char first = text.charAt(0);
    if (!Character.isLetterOrDigit(first) && "_/.^$~(+\\".indexOf(first) < 0) {
      return false;
    }
    char last = text.charAt(text.length() - 1);
    return !text.startsWith("...")
        && last != ':'
        && last != ' '
        && !text.contains(": ")
        && !text.contains(" #")
        && (!flow || text.codePoints().noneMatch(c -> ",[]{}".indexOf(c) >= 0))
        && text.codePoints().noneMatch(c -> c == '\t' || isHidden(c));
  }

  /** Dates, times and numbers with separators, which readers of YAML 1.1 do not take for text. */
  private static boolean isNumberLike(String text) {
    char first = text.charAt(0);
    return (Character.isDigit(first) || first == '+' || first == '.')
        && text.chars().allMatch(c -> Character.isDigit(c) || "+-.:_,eExoTZ ".indexOf(c) >= 0);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (isHidden(c)) {
            quoted.append(
                c > 0xFFFF
                    ? "\\U" + String.format(Locale.ROOT, "%08X", c)
                    : "\\u" + String.format(Locale.ROOT, "%04X", c));
          } else {
            quoted.appendCodePoint(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** Whether people do not see a character, or see it do something. */
  static boolean isHidden(int c) {
    return ActingCharacters.acts(c)
        || (c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR);
  }
}
