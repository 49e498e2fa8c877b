package dev.assay.core.schema.value;

import java.math.BigInteger;

/**
 * The exact value of a JSON number: {@code 0.digits × 10^point}, without leading or trailing zeros.
 * Work is linear in the text however large its exponent is.
 */
public record Decimal(int sign, String digits, long point) implements Comparable<Decimal> {
  private static final Decimal ZERO = new Decimal(0, "", 0);

  /** Digits whose value and tenfold fit a long. */
  private static final int CHUNK = 17;

  /** Reads a number in JSON grammar. */
  public static Decimal of(String text) {
    int from = text.charAt(0) == '-' ? 1 : 0;
    int exponentAt = exponentAt(text);
    int end = exponentAt < 0 ? text.length() : exponentAt;
    int dot = text.indexOf('.');
    String digits =
        dot < 0
            ? text.substring(from, end)
            : text.substring(from, dot) + text.substring(dot + 1, end);
    long point = (long) (dot < 0 ? end : dot) - from;
    int first = 0;
    while (first < digits.length() && digits.charAt(first) == '0') {
      first++;
    }
    int last = digits.length();
    while (last > first && digits.charAt(last - 1) == '0') {
      last--;
    }
    if (first == last) {
      return ZERO;
    }
    long exponent = exponentAt < 0 ? 0 : exponent(text, exponentAt + 1);
    return new Decimal(from == 1 ? -1 : 1, digits.substring(first, last), point - first + exponent);
  }

  private static int exponentAt(String text) {
    int small = text.indexOf('e');
    return small >= 0 ? small : text.indexOf('E');
  }

  /** Saturates far outside what the digits of any text can make up for. */
  private static long exponent(String text, int from) {
    boolean negative = text.charAt(from) == '-';
    long value = 0;
    for (int i = negative || text.charAt(from) == '+' ? from + 1 : from; i < text.length(); i++) {
      value = Math.min(value * 10 + text.charAt(i) - '0', 1L << 40);
    }
    return negative ? -value : value;
  }

  /** Says whether it has no fraction, however it is written. */
  public boolean isInteger() {
    return point >= digits.length();
  }

  @Override
  public int compareTo(Decimal other) {
    if (sign != other.sign || sign == 0) {
      return Integer.compare(sign, other.sign);
    }
    int magnitude = Long.compare(point, other.point);
    if (magnitude == 0) {
      magnitude = digits.compareTo(other.digits);
    }
    return sign * Integer.signum(magnitude);
  }

  /** Whether it is an integer times a positive divisor. */
  public boolean isMultipleOf(Decimal divisor) {
    if (sign == 0) {
      return true;
    }
    // value = a·10^e, divisor = b·10^f; a does not end in zero, so no power of ten divides it
    long shift = (point - digits.length()) - (divisor.point - divisor.digits.length());
    if (shift < 0) {
      return false;
    }
    BigInteger b = new BigInteger(divisor.digits);
    BigInteger scaled = remainder(b).multiply(BigInteger.TEN.modPow(BigInteger.valueOf(shift), b));
    return scaled.mod(b).signum() == 0;
  }

  private BigInteger remainder(BigInteger modulus) {
    BigInteger remainder = BigInteger.ZERO;
    for (int i = 0; i < digits.length(); i += CHUNK) {
      int to = Math.min(digits.length(), i + CHUNK);
      BigInteger chunk = BigInteger.valueOf(Long.parseLong(digits.substring(i, to)));
      remainder = remainder.multiply(BigInteger.TEN.pow(to - i)).add(chunk).mod(modulus);
    }
    return remainder;
  }
}
