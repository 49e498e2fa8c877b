package dev.assay.core.schema.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Recognises path-prefix patterns: every alternative starts with {@code ^} and then text beginning
 * {@code /}, {@code ./} or {@code ~/} ({@code design.md} §3 row 16). Groups are looked into, and an
 * unescaped dot counts as the dot of {@code ./}, so that a sloppy pattern is not a weaker one.
 */
final class PathPrefix {
  /** Bounds the alternatives looked at; a pattern with more of them counts as a path prefix. */
  private static final int FUEL = 2000;

  private enum Seen {
    NOTHING,
    ANCHOR,
    DOT_OR_TILDE
  }

  private int fuel = FUEL;
  private boolean found;

  private PathPrefix() {}

  static boolean is(Regex regex) {
    PathPrefix search = new PathPrefix();
    return search.every(List.of(regex), Seen.NOTHING) && search.found;
  }

  /** Whether each way through the parts starts a path or matches only the empty text. */
  private boolean every(List<Regex> parts, Seen seen) {
    if (--fuel < 0) {
      return true;
    }
    if (parts.isEmpty()) {
      return false;
    }
    List<Regex> rest = parts.subList(1, parts.size());
    Regex first = parts.getFirst();
    if (first instanceof Regex.One(CharSet set)) {
      return one(set, rest, seen);
    } else if (first instanceof Regex.Edge edge) {
      return edge(edge, rest, seen);
    } else if (first instanceof Regex.Seq seq) {
      return every(joined(seq.parts(), rest), seen);
    } else if (first instanceof Regex.Alt alt) {
      return alt.choices().stream().allMatch(c -> every(joined(List.of(c), rest), seen));
    }
    Regex.Repeat repeat = (Regex.Repeat) first;
    return (repeat.max() == 0 || every(joined(List.of(repeat.body()), rest), seen))
        && (repeat.min() > 0 || every(rest, seen));
  }

  private boolean one(CharSet set, List<Regex> rest, Seen seen) {
    int c = set.single();
    boolean slash = c == '/';
    return switch (seen) {
      case NOTHING -> false;
      case ANCHOR -> {
        if (slash) {
          found = true;
          yield true;
        }
        yield (c == '.' || c == '~' || set.isDot()) && every(rest, Seen.DOT_OR_TILDE);
      }
      case DOT_OR_TILDE -> {
        found |= slash;
        yield slash;
      }
    };
  }

  private boolean edge(Regex.Edge edge, List<Regex> rest, Seen seen) {
    return switch (edge) {
      case START -> every(rest, seen == Seen.NOTHING ? Seen.ANCHOR : seen);
      case END -> seen == Seen.ANCHOR;
      case WORD, NOT_WORD -> every(rest, seen);
    };
  }

  private static List<Regex> joined(List<Regex> first, List<Regex> rest) {
    List<Regex> joined = new ArrayList<>(first);
    joined.addAll(rest);
    return joined;
  }
}
