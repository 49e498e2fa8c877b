package dev.assay.core.schema.pattern;

import java.util.List;

/**
 * A parsed pattern, as far as it is a regular language. Greediness and capturing do not change
 * whether something matches and are gone.
 */
sealed interface Regex {
  /** One character out of a set. */
  record One(CharSet set) implements Regex {}

  /** All parts one after another; without parts the empty text. */
  record Seq(List<Regex> parts) implements Regex {}

  /** Any of the choices. */
  record Alt(List<Regex> choices) implements Regex {}

  /** The body from {@code min} to {@code max} times. */
  record Repeat(Regex body, int min, int max) implements Regex {
    /** No upper bound. */
    static final int UNBOUNDED = -1;
  }

  /** A place in the text. */
  enum Edge implements Regex {
    /** Before the first character. */
    START("\\A"),
    /** After the last character. */
    END("\\z"),
    /** Between a word character and another. */
    WORD("\\b"),
    /** Anywhere else. */
    NOT_WORD("\\B");

    private final String re2;

    Edge(String re2) {
      this.re2 = re2;
    }
  }

  /** Gives an upper bound of the number of states, saturating. */
  static long size(Regex regex) {
    return switch (regex) {
      case One _ -> 1;
      case Edge _ -> 1;
      case Seq s -> sum(s.parts());
      case Alt a -> sum(a.choices()) + a.choices().size();
      case Repeat r ->
          Math.min(
              Integer.MAX_VALUE,
              (size(r.body()) + 1) * Math.max(1, Math.max(r.min() + 1, r.max())));
    };
  }

  private static long sum(List<Regex> parts) {
    long sum = 0;
    for (Regex part : parts) {
      sum = Math.min(Integer.MAX_VALUE, sum + size(part));
    }
    return sum;
  }

  /** Whether it matches the empty text wherever it is tried. */
  static boolean nullable(Regex regex) {
    return switch (regex) {
      case One _ -> false;
      case Edge _ -> false;
      case Seq s -> s.parts().stream().allMatch(Regex::nullable);
      case Alt a -> a.choices().stream().anyMatch(Regex::nullable);
      case Repeat r -> r.min() == 0 || nullable(r.body());
    };
  }

  /** Writes it in RE2 syntax; needs no flags. */
  static void write(Regex regex, StringBuilder out) {
    switch (regex) {
      case One one -> writeOne(one.set(), out);
      case Edge edge -> out.append(edge.re2);
      case Seq s -> {
        for (Regex part : s.parts()) {
          writeGrouped(part, part instanceof Alt, out);
        }
      }
      case Alt a -> {
        for (int i = 0; i < a.choices().size(); i++) {
          if (i > 0) {
            out.append('|');
          }
          write(a.choices().get(i), out);
        }
      }
      case Repeat r -> {
        writeGrouped(r.body(), !(r.body() instanceof One), out);
        out.append('{').append(r.min());
        if (r.max() != r.min()) {
          out.append(',');
          if (r.max() != Repeat.UNBOUNDED) {
            out.append(r.max());
          }
        }
        out.append('}');
      }
    }
  }

  private static void writeGrouped(Regex regex, boolean group, StringBuilder out) {
    if (group) {
      out.append("(?:");
    }
    write(regex, out);
    if (group) {
      out.append(')');
    }
  }

  private static void writeOne(CharSet set, StringBuilder out) {
    int c = set.single();
    if (c >= 0 && c < 128 && CharSet.WORD.contains(c)) {
      out.append((char) c);
    } else {
      set.write(out);
    }
  }
}
