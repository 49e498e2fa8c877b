package dev.assay.core.schema.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled pattern: an unanchored ECMA-262 search in time linear in the text. Immutable; safe on
 * any thread.
 */
public final class TextPattern {
  /** Far above patterns people write; bounds what reading one costs. */
  public static final int MAX_LENGTH = 8192;

  /**
   * States of the automaton. The engine's time is the text's length times this in the worst case.
   */
  public static final int MAX_STATES = 20_000;

  /** What came of compiling. */
  public sealed interface Reading {
    /** It can be run. */
    record Compiled(TextPattern pattern) implements Reading {}

    /**
     * It cannot.
     *
     * @param reason a clause that follows the pattern's name
     */
    record Refused(String reason) implements Reading {}
  }

  private final String source;
  private final @Nullable Chain chain;
  private final @Nullable Re2Engine engine;
  private final boolean pathPrefix;
  private final int cost;

  private TextPattern(
      String source,
      @Nullable Chain chain,
      @Nullable Re2Engine engine,
      boolean pathPrefix,
      int cost) {
    this.source = source;
    this.chain = chain;
    this.engine = engine;
    this.pathPrefix = pathPrefix;
    this.cost = cost;
  }

  /** Compiles a pattern. */
  public static Reading compile(String source) {
    if (source.length() > MAX_LENGTH) {
      return new Reading.Refused("is longer than " + MAX_LENGTH + " characters");
    }
    EcmaReading reading = EcmaReader.read(source);
    return reading instanceof EcmaReading.Regular(Regex regex)
        ? compile(source, regex)
        : new Reading.Refused(((EcmaReading.Refused) reading).reason());
  }

  private static Reading compile(String source, Regex regex) {
    long states = regex.size();
    if (states > MAX_STATES) {
      return new Reading.Refused(
          "is too large: its repeats multiply to more than " + MAX_STATES + " states");
    }
    boolean pathPrefix = PathPrefix.is(regex);
    Chain chain = Chain.of(regex);
    if (chain != null) {
      return new Reading.Compiled(new TextPattern(source, chain, null, pathPrefix, 1));
    }
    Re2Engine engine = Re2Engine.of(regex);
    return engine == null
        ? new Reading.Refused("is outside what the linear-time engine accepts")
        : new Reading.Compiled(new TextPattern(source, null, engine, pathPrefix, engine.states()));
  }

  /** Gives the pattern as written. */
  public String source() {
    return source;
  }

  /**
   * Tells whether it says where a path starts: every alternative begins with {@code ^} and then
   * {@code /}, {@code ./} or {@code ~/} ({@code design.md} §3 row 16).
   */
  public boolean pathPrefix() {
    return pathPrefix;
  }

  /** Gives the states at work for each character of a text, at most. */
  public int cost() {
    return cost;
  }

  /** Tells whether it matches somewhere in the text, which holds no unpaired surrogate. */
  public boolean find(String text) {
    if (chain != null) {
      return chain.find(text);
    }
    return engine != null && engine.find(text);
  }

  /**
   * An anchored run of character sets in which each next step is decided by one character, so that
   * no search is needed: {@code ^/app/}, {@code ^/app/.*}, {@code ^[a-z]+$}, {@code
   * ^\d{4}-\d{2}-\d{2}$}.
   *
   * @param literal what the text must start with
   * @param links what must follow
   * @param toEnd whether nothing may follow them
   */
  private record Chain(String literal, List<Link> links, boolean toEnd) {
    /** One set, repeated. */
    record Link(CharSet set, int min, int max) {}

    static @Nullable Chain of(Regex regex) {
      ChainReader reader = new ChainReader();
      return reader.read(regex) ? reader.chain() : null;
    }

    boolean find(String text) {
      if (!text.startsWith(literal)) {
        return false;
      }
      int at = literal.length();
      for (int i = 0; i < links.size(); i++) {
        Link link = links.get(i);
        int count = 0;
        int stop = link.max() == Regex.Repeat.UNBOUNDED ? Integer.MAX_VALUE : link.max();
        while (count < stop && at < text.length()) {
          int c = text.codePointAt(at);
          if (!link.set().contains(c)) {
            break;
          }
          at += Character.charCount(c);
          count++;
        }
        if (count < link.min()) {
          return false;
        }
      }
      return !toEnd || at == text.length();
    }
  }

  /** Finds out whether a pattern is a chain. */
  private static final class ChainReader {
    private final StringBuilder literal = new StringBuilder();
    private final ArrayList<Chain.Link> links = new ArrayList<>();
    private boolean toEnd;

    boolean read(Regex regex) {
      List<Regex> parts = regex instanceof Regex.Seq seq ? seq.parts() : List.of(regex);
      if (parts.isEmpty() || parts.getFirst() != Regex.Edge.START) {
        return false;
      }
      for (int i = 1; i < parts.size(); i++) {
        if (parts.get(i) == Regex.Edge.END && i == parts.size() - 1) {
          toEnd = true;
        } else if (!link(parts.get(i))) {
          return restIsFree(parts.subList(i, parts.size())) && decided();
        }
      }
      return decided();
    }

    /** Without a closing anchor, a tail that may be empty asks for nothing. */
    private static boolean restIsFree(List<Regex> rest) {
      return rest.stream().allMatch(Regex::nullable);
    }

    private boolean link(Regex part) {
      if (part instanceof Regex.One one) {
        int c = one.set().single();
        if (c >= 0 && links.isEmpty()) {
          literal.appendCodePoint(c);
        } else {
          links.add(new Chain.Link(one.set(), 1, 1));
        }
        return true;
      }
      if (part instanceof Regex.Repeat(Regex.One(CharSet set), int min, int max)) {
        links.add(new Chain.Link(set, min, max));
        return true;
      }
      return false;
    }

    /** Whether taking as much as possible is always right. */
    private boolean decided() {
      if (!toEnd) {
        dropFreeTail();
      }
      for (int i = 0; i < links.size(); i++) {
        Chain.Link link = links.get(i);
        for (int j = i + 1; link.min() != link.max() && j < links.size(); j++) {
          if (link.set().intersects(links.get(j).set())) {
            return false;
          }
          if (links.get(j).min() > 0) {
            break;
          }
        }
      }
      return true;
    }

    private void dropFreeTail() {
      while (!links.isEmpty() && links.getLast().min() == 0) {
        links.removeLast();
      }
    }

    Chain chain() {
      return new Chain(literal.toString(), links, toEnd);
    }
  }
}
