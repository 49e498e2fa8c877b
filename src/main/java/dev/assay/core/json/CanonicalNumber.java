package dev.assay.core.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as ECMAScript writes them ({@code Number::toString}, radix 10), which is what RFC 8785
 * demands.
 */
final class CanonicalNumber {
  /** Below 10^15 every integer is a double and is written in full. */
  private static final int PLAIN_DIGITS = 15;

  private CanonicalNumber() {}

  static String text(Json.Num number) {
    String written = number.text();
    return isPlainInteger(written) ? written : text(number.asDouble());
  }

  private static boolean isPlainInteger(String written) {
    int from = written.startsWith("-") ? 1 : 0;
    if (written.length() - from > PLAIN_DIGITS || written.equals("-0")) {
      return false;
    }
    for (int i = from; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  static String text(double value) {
    if (value == 0) {
      return "0";
    }
    String sign = value < 0 ? "-" : "";
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    // the value is 0.digits times ten to the power of point
    int point = digits.length() - shortest.scale();
    return sign + layout(digits, point);
  }

  private static String layout(String digits, int point) {
    int count = digits.length();
    if (point > 21 || point <= -6) {
      String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      return mantissa + 'e' + (point > 0 ? "+" : "-") + Math.abs(point - 1);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return point >= count
        ? digits + "0".repeat(point - count)
        : digits.substring(0, point) + '.' + digits.substring(point);
  }

  /**
   * Gives the shortest decimal that reads back as the value. {@code Double.toString} gives it
   * except that it never gives one digit, which is wrong for a handful of subnormals such as
   * 5e-324.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal printed = new BigDecimal(Double.toString(value));
    if (printed.precision() == 2) {
      BigDecimal oneDigit = printed.round(new MathContext(1, RoundingMode.HALF_EVEN));
      if (oneDigit.doubleValue() == value) {
        return oneDigit;
      }
    }
    return printed;
  }
}
