package dev.assay.core.problem;

import java.util.Locale;
import java.util.Optional;

/** Finds the known word that was probably meant. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * Gives the nearest known word, when it is near: at most two letters inserted, left out, changed
   * or swapped, one in a short word. Case does not count. The first of equally near words wins.
   */
  public static Optional<String> nearest(String word, Iterable<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    int best = word.length() <= 4 ? 2 : 3;
    String nearest = null;
    for (String candidate : known) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Optimal string alignment: Levenshtein with neighbouring letters swapped as one step. */
  static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return Integer.MAX_VALUE; // too far whatever the letters are, and long words stay cheap
    }
    int[] before = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = above;
      above = row;
      row = free;
    }
    return above[b.length()];
  }
}
