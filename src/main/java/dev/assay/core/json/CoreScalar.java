package dev.assay.core.json;

import org.jspecify.annotations.Nullable;

/**
 * Plain scalars by the YAML 1.2 core schema (10.3.2). A number that JSON would not write as it
 * stands (hexadecimal, octal, infinite, signed with plus, leading zeros) is recognised as a number
 * but has no value here, so that it is neither guessed at nor taken for text.
 */
final class CoreScalar {
  private CoreScalar() {}

  /** Gives the value, or null for a number that is not JSON's. */
  static @Nullable Json resolve(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Json.Null.NULL;
      case "true", "True", "TRUE" -> Json.Bool.TRUE;
      case "false", "False", "FALSE" -> Json.Bool.FALSE;
      default -> isNumber(text) ? number(text) : new Json.Str(text);
    };
  }

  private static @Nullable Json number(String text) {
    return isJsonNumber(text) && !Double.isInfinite(Double.parseDouble(text))
        ? new Json.Num(text)
        : null;
  }

  private static boolean isNumber(String text) {
    int from = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    String body = text.substring(from);
    return switch (body) {
      case ".inf", ".Inf", ".INF" -> true;
      case ".nan", ".NaN", ".NAN" -> from == 0;
      default ->
          (body.startsWith("0x") || body.startsWith("0o"))
              ? from == 0 && isRadix(body, body.charAt(1) == 'x' ? 16 : 8)
              : isDecimal(body);
    };
  }

  private static boolean isRadix(String body, int radix) {
    for (int i = 2; i < body.length(); i++) {
      if (body.charAt(i) >= 0x80 || Character.digit(body.charAt(i), radix) < 0) {
        return false;
      }
    }
    return body.length() > 2;
  }

  /** Decimal as the core schema has it: leading zeros and bare points included. */
  private static boolean isDecimal(String body) {
    int at = digits(body, 0);
    int whole = at;
    int fraction = 0;
    if (at < body.length() && body.charAt(at) == '.') {
      int to = digits(body, at + 1);
      fraction = to - at - 1;
      at = to;
    }
    return whole + fraction > 0 && (at == body.length() || isExponent(body, at));
  }

  private static boolean isExponent(String body, int at) {
    if (body.charAt(at) != 'e' && body.charAt(at) != 'E') {
      return false;
    }
    int from = at + 1;
    if (from < body.length() && (body.charAt(from) == '-' || body.charAt(from) == '+')) {
      from++;
    }
    return from < body.length() && digits(body, from) == body.length();
  }

  /** Whether a decimal of the core schema is also one of JSON. */
  private static boolean isJsonNumber(String text) {
    int from = text.charAt(0) == '-' ? 1 : 0;
    int to = digits(text, from);
    boolean whole = to > from && (text.charAt(from) != '0' || to == (from + 1));
    boolean fraction =
        to == text.length() || text.charAt(to) != '.' || digits(text, to + 1) > (to + 1);
    return whole && fraction && isDecimal(text.substring(from));
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
