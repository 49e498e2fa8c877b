package dev.assay.core.evidence;

import java.util.Comparator;

/**
 * The order of texts by code point, which is that of their UTF-8 bytes. It differs from the order
 * of {@link String#compareTo} for characters beyond U+FFFF.
 */
public enum CodePointOrder implements Comparator<String> {
  /** The one order. */
  ASCENDING;

  @Override
  public int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        boolean leftIsHigh = Character.isSurrogate(left);
        return leftIsHigh == Character.isSurrogate(right)
            ? Character.compare(left, right)
            : leftIsHigh ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
