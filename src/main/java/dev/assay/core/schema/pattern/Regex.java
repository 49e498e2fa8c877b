package dev.assay.core.schema.pattern;

import java.util.List;

/**
 * A parsed pattern, as far as it is a regular language. Greediness and capturing do not change
 * whether something matches and are gone. Methods instead of switches: a switch over types is
 * linked at run time, and this is on the way to the first call.
 */
sealed interface Regex {
  /** Gives an upper bound of the number of states, saturating. */
  long size();

  /** Tells whether it matches the empty text wherever it is tried. */
  boolean nullable();

  /** Writes it in RE2 syntax; needs no flags. */
  void write(StringBuilder out);

  /** One character out of a set. */
  record One(CharSet set) implements Regex {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public boolean nullable() {
      return false;
    }

    @Override
    public void write(StringBuilder out) {
      int c = set.single();
      if (c >= 0 && c < 128 && CharSet.WORD.contains(c)) {
        out.append((char) c);
      } else {
        set.write(out);
      }
    }
  }

  /** All parts one after another; without parts the empty text. */
  record Seq(List<Regex> parts) implements Regex {
    @Override
    public long size() {
      return sum(parts);
    }

    @Override
    public boolean nullable() {
      return parts.stream().allMatch(Regex::nullable);
    }

    @Override
    public void write(StringBuilder out) {
      for (Regex part : parts) {
        writeGrouped(part, part instanceof Alt, out);
      }
    }
  }

  /** Any of the choices. */
  record Alt(List<Regex> choices) implements Regex {
    @Override
    public long size() {
      return sum(choices) + choices.size();
    }

    @Override
    public boolean nullable() {
      return choices.stream().anyMatch(Regex::nullable);
    }

    @Override
    public void write(StringBuilder out) {
      for (int i = 0; i < choices.size(); i++) {
        if (i > 0) {
          out.append('|');
        }
        choices.get(i).write(out);
      }
    }
  }

  /** The body from {@code min} to {@code max} times. */
  record Repeat(Regex body, int min, int max) implements Regex {
    /** No upper bound. */
    static final int UNBOUNDED = -1;

    @Override
    public long size() {
      long copies = Math.max(1, Math.max(min + 1, max));
      return Math.min(Integer.MAX_VALUE, (body.size() + 1) * copies);
    }

    @Override
    public boolean nullable() {
      return min == 0 || body.nullable();
    }

    @Override
    public void write(StringBuilder out) {
      writeGrouped(body, !(body instanceof One), out);
      out.append('{').append(min);
      if (max != min) {
        out.append(',');
        if (max != UNBOUNDED) {
          out.append(max);
        }
      }
      out.append('}');
    }
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

    @Override
    public long size() {
      return 1;
    }

    @Override
    public boolean nullable() {
      return false;
    }

    @Override
    public void write(StringBuilder out) {
      out.append(re2);
    }
  }

  private static long sum(List<Regex> parts) {
    long sum = 0;
    for (Regex part : parts) {
      sum = Math.min(Integer.MAX_VALUE, sum + part.size());
    }
    return sum;
  }

  private static void writeGrouped(Regex regex, boolean group, StringBuilder out) {
    if (group) {
      out.append("(?:");
    }
    regex.write(out);
    if (group) {
      out.append(')');
    }
  }
}
