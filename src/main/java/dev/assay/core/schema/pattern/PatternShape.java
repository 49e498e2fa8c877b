package dev.assay.core.schema.pattern;

import java.util.List;

/**
 * What can be told about a pattern from its form alone, without making an automaton of it.
 *
 * @param pathPrefix whether it says where a path starts, as {@link TextPattern#pathPrefix} does
 * @param backtracks whether an engine that backtracks may need time exponential in the text: a
 *     repeat of something that can be split in more than one way. Not every such pattern is found
 */
public record PatternShape(boolean pathPrefix, boolean backtracks) {
  private static final PatternShape UNKNOWN = new PatternShape(false, false);

  /** A repeat of at most so many is no danger. */
  private static final int HARMLESS = 8;

  /** Gives the shape; of a pattern that is refused anyway, one that says nothing. */
  public static PatternShape of(String source) {
    if (source.length() > TextPattern.MAX_LENGTH) {
      return UNKNOWN;
    }
    return EcmaReader.read(source) instanceof EcmaReading.Regular(Regex regex)
        ? new PatternShape(PathPrefix.is(regex), backtracks(regex))
        : UNKNOWN;
  }

  /** Gives the plain text that a pattern begins with, behind its anchor. */
  public static String literal(String source) {
    int from = source.startsWith("^") ? 1 : 0;
    int to = from;
    while (to < source.length() && "\\.*+?()[]{}|$^".indexOf(source.charAt(to)) < 0) {
      to++;
    }
    return source.substring(from, to);
  }

  private static boolean backtracks(Regex regex) {
    if (regex instanceof Regex.Repeat repeat) {
      return (isMany(repeat) && splits(repeat.body())) || backtracks(repeat.body());
    }
    List<Regex> parts =
        regex instanceof Regex.Seq seq
            ? seq.parts()
            : regex instanceof Regex.Alt alt ? alt.choices() : List.of();
    return parts.stream().anyMatch(PatternShape::backtracks);
  }

  private static boolean isMany(Regex.Repeat repeat) {
    return repeat.max() == Regex.Repeat.UNBOUNDED || repeat.max() > HARMLESS;
  }

  /** Whether a text that several of these in a row match can be cut in more than one way. */
  private static boolean splits(Regex body) {
    if (body instanceof Regex.Repeat repeat) {
      return isMany(repeat) || splits(repeat.body());
    }
    if (body instanceof Regex.Alt alt) {
      return alt.choices().stream().anyMatch(PatternShape::splits) || overlaps(alt.choices());
    }
    return body instanceof Regex.Seq seq && splits(seq.parts());
  }

  /** A long repeat decides alone how far it goes when everything beside it may be empty. */
  private static boolean splits(List<Regex> parts) {
    for (int i = 0; i < parts.size(); i++) {
      boolean alone = true;
      for (int other = 0; other < parts.size(); other++) {
        alone &= other == i || parts.get(other).nullable();
      }
      if (alone && splits(parts.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlaps(List<Regex> choices) {
    for (int i = 0; i < choices.size(); i++) {
      for (int j = i + 1; j < choices.size(); j++) {
        if (choices.get(i) instanceof Regex.One(CharSet first)
            && choices.get(j) instanceof Regex.One(CharSet second)
            && first.intersects(second)) {
          return true;
        }
      }
    }
    return false;
  }
}
