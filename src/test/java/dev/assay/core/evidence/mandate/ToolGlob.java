package dev.assay.core.evidence.mandate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How patterns in mandates are read, for the published cases; no event holds a name to match.
 *
 * <p>A pattern for tool names in the scope of a mandate: {@code *} is any run without a dot, {@code
 * **} any run, {@code \*} and {@code \\} stand for the character. The whole name, case-sensitive.
 * Matching takes time in proportion to pattern and name, both bounded.
 */
public final class ToolGlob {
  /** Characters of a pattern, and of a name. */
  public static final int MAX_LENGTH = 256;

  /** Stars and the literal texts between them. */
  public static final int MAX_SEGMENTS = 32;

  private static final String ANY = "**";
  private static final String NO_DOT = "*";

  /** A star of either kind, or a literal text. */
  private record Segment(boolean star, String text) {}

  private final List<Segment> segments;

  private ToolGlob(List<Segment> segments) {
    this.segments = Collections.unmodifiableList(segments);
  }

  /** Reads a pattern; empty when it is too long, has too many segments, or a lone backslash. */
  public static Optional<ToolGlob> read(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    List<Segment> segments = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
        if (i == pattern.length() || (pattern.charAt(i) != '*' && pattern.charAt(i) != '\\')) {
          return Optional.empty();
        }
        literal.append(pattern.charAt(i));
      } else if (c == '*') {
        flush(segments, literal);
        boolean any = pattern.startsWith(ANY, i);
        i += any ? 1 : 0;
        segments.add(new Segment(true, any ? ANY : NO_DOT));
      } else {
        literal.append(c);
      }
    }
    flush(segments, literal);
    return segments.size() > MAX_SEGMENTS ? Optional.empty() : Optional.of(new ToolGlob(segments));
  }

  private static void flush(List<Segment> segments, StringBuilder literal) {
    if (!literal.isEmpty()) {
      segments.add(new Segment(false, literal.toString()));
      literal.setLength(0);
    }
  }

  /** Says whether the pattern fits a name; one that is too long fits nothing. */
  public boolean matches(String name) {
    if (name.length() > MAX_LENGTH) {
      return false;
    }
    boolean[] reached = new boolean[name.length() + 1];
    reached[0] = true;
    for (Segment segment : segments) {
      reached = segment.star() ? afterStar(segment, name, reached) : after(segment, name, reached);
    }
    return reached[name.length()];
  }

  private static boolean[] after(Segment literal, String name, boolean[] reached) {
    boolean[] next = new boolean[reached.length];
    for (int at = 0; at < reached.length; at++) {
      if (reached[at] && name.startsWith(literal.text(), at)) {
        next[at + literal.text().length()] = true;
      }
    }
    return next;
  }

  private static boolean[] afterStar(Segment star, String name, boolean[] reached) {
    boolean[] next = new boolean[reached.length];
    boolean running = false;
    for (int at = 0; at < reached.length; at++) {
      boolean stops = at > 0 && star.text().equals(NO_DOT) && name.charAt(at - 1) == '.';
      running = (running && !stops) || reached[at];
      next[at] = running;
    }
    return next;
  }
}
