package dev.assay.core.lint.pack;

import dev.assay.core.json.Json;
import java.math.BigInteger;
import java.util.List;

/**
 * Equality of JSON values as packs mean it: no conversion, so 2 is neither 2.0 nor "2"; the order
 * of members does not count. Source: {@code evidence.md} 6.3.
 */
final class ExactEquality {
  private ExactEquality() {}

  static boolean equal(Json a, Json b) {
    if (a instanceof Json.Num x && b instanceof Json.Num y) {
      return equalNumbers(x.text(), y.text());
    }
    if (a instanceof Json.Arr x && b instanceof Json.Arr y) {
      return equalItems(x.items(), y.items());
    }
    if (a instanceof Json.Obj x && b instanceof Json.Obj y) {
      return x.members().keySet().equals(y.members().keySet())
          && x.members().entrySet().stream()
              .allMatch(
                  member -> {
                    Json other = y.get(member.getKey());
                    return other != null && equal(member.getValue(), other);
                  });
    }
    return a.equals(b);
  }

  private static boolean equalItems(List<Json> a, List<Json> b) {
    boolean equal = a.size() == b.size();
    for (int i = 0; equal && i < a.size(); i++) {
      equal = equal(a.get(i), b.get(i));
    }
    return equal;
  }

  private static boolean equalNumbers(String a, String b) {
    if (isInteger(a) != isInteger(b)) {
      return false;
    }
    return isInteger(a)
        ? new BigInteger(a).equals(new BigInteger(b))
        : Double.parseDouble(a) == Double.parseDouble(b);
  }

  private static boolean isInteger(String number) {
    return number.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9')) && !number.equals("-0");
  }
}
