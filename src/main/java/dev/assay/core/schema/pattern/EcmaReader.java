package dev.assay.core.schema.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads ECMA-262 patterns as the flag {@code u} reads them (ECMA-262 §22.2.1), the flavour of JSON
 * Schema. A backslash before any ASCII punctuation is that character, which {@code u} would refuse
 * in places; its meaning is never in doubt. Look-around, back-references and repeats above {@value
 * #MAX_REPEAT} are refused. One use, one thread.
 */
final class EcmaReader {
  /** The bound of the RE2 engine. */
  static final int MAX_REPEAT = 1000;

  /** Bounds our own recursion; no pattern written by hand nests deeper. */
  private static final int MAX_NESTING = 100;

  private static final class Stop extends Exception {
    Stop(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private final String in;
  private int at;
  private int nesting;

  private EcmaReader(String in) {
    this.in = in;
  }

  static EcmaReading read(String pattern) {
    EcmaReader reader = new EcmaReader(pattern);
    try {
      Regex regex = reader.choices();
      if (reader.at < pattern.length()) {
        return new EcmaReading.Refused("has a `)` without its `(`");
      }
      return new EcmaReading.Regular(regex);
    } catch (Stop e) {
      return new EcmaReading.Refused(e.reason());
    }
  }

  private Regex choices() throws Stop {
    if (++nesting > MAX_NESTING) {
      throw new Stop("nests more than " + MAX_NESTING + " groups");
    }
    List<Regex> choices = new ArrayList<>();
    choices.add(sequence());
    while (peek() == '|') {
      at++;
      choices.add(sequence());
    }
    nesting--;
    return choices.size() == 1 ? choices.getFirst() : new Regex.Alt(choices);
  }

  private Regex sequence() throws Stop {
    List<Regex> parts = new ArrayList<>();
    for (int c = peek(); c >= 0 && c != '|' && c != ')'; c = peek()) {
      Regex term = term(c);
      parts.add(quantified(term));
    }
    return parts.size() == 1 ? parts.getFirst() : new Regex.Seq(parts);
  }

  private Regex term(int c) throws Stop {
    next();
    return switch (c) {
      case '^' -> Regex.Edge.START;
      case '$' -> Regex.Edge.END;
      case '.' -> new Regex.One(CharSet.DOT);
      case '(' -> group();
      case '[' -> new Regex.One(new EcmaClass().read());
      case '\\' -> escape();
      case '*', '+', '?' -> throw new Stop("has a `" + (char) c + "` with nothing to repeat");
      case '{', '}', ']' ->
          throw new Stop(
              "has a lone `" + (char) c + "`; write `\\" + (char) c + "` for the character");
      default -> new Regex.One(CharSet.of(c));
    };
  }

  private Regex group() throws Stop {
    if (peek() == '?') {
      groupKind();
    }
    Regex body = choices();
    if (peek() != ')') {
      throw new Stop("has a `(` without its `)`");
    }
    at++;
    // an anchor in a group may be repeated, a bare one may not
    return body instanceof Regex.Edge ? new Regex.Seq(List.of(body)) : body;
  }

  private void groupKind() throws Stop {
    if (in.startsWith("?:", at)) {
      at += 2;
    } else if (in.startsWith("?=", at)
        || in.startsWith("?!", at)
        || in.startsWith("?<=", at)
        || in.startsWith("?<!", at)) {
      throw new Stop("uses look-around, which a linear-time engine cannot do");
    } else if (in.startsWith("?<", at)) {
      int end = in.indexOf('>', at);
      if (end < 0 || !isName(in.substring(at + 2, end))) {
        throw new Stop("has a group whose name cannot be read");
      }
      at = end + 1;
    } else {
      throw new Stop("has a group that starts with an unknown `(?`");
    }
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (c >= 128 || !(CharSet.WORD.contains(c) || c == '$') || (digit && i == 0)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private Regex quantified(Regex term) throws Stop {
    return switch (peek()) {
      case '*' -> repeat(term, 0, Regex.Repeat.UNBOUNDED, 1);
      case '+' -> repeat(term, 1, Regex.Repeat.UNBOUNDED, 1);
      case '?' -> repeat(term, 0, 1, 1);
      case '{' -> counted(term);
      default -> term;
    };
  }

  private Regex counted(Regex term) throws Stop {
    at++;
    int min = count();
    int max = min;
    if (peek() == ',') {
      at++;
      max = peek() == '}' ? Regex.Repeat.UNBOUNDED : count();
    }
    if (peek() != '}') {
      throw new Stop("has a repeat that cannot be read; write `\\{` for the character");
    }
    at++;
    if (max != Regex.Repeat.UNBOUNDED && max < min) {
      throw new Stop("has a repeat whose bounds are out of order");
    }
    return repeat(term, min, max, 0);
  }

  private Regex repeat(Regex term, int min, int max, int toRead) throws Stop {
    at += toRead;
    if (term instanceof Regex.Edge) {
      throw new Stop("repeats an anchor");
    }
    if (peek() == '?') {
      at++;
    }
    return new Regex.Repeat(term, min, max);
  }

  private int count() throws Stop {
    int from = at;
    long value = 0;
    while (at < in.length() && in.charAt(at) >= '0' && in.charAt(at) <= '9') {
      value = Math.min(value * 10 + in.charAt(at) - '0', Integer.MAX_VALUE);
      at++;
    }
    if (at == from) {
      throw new Stop("has a repeat that cannot be read; write `\\{` for the character");
    }
    if (value > MAX_REPEAT) {
      throw new Stop(
          "repeats more than " + MAX_REPEAT + " times; use `minLength` or `maxLength` instead");
    }
    return (int) value;
  }

  private Regex escape() throws Stop {
    int c = peek();
    if (c == 'b' || c == 'B') {
      at++;
      return c == 'b' ? Regex.Edge.WORD : Regex.Edge.NOT_WORD;
    }
    if ((c >= '1' && c <= '9') || c == 'k') {
      throw new Stop("uses a back-reference, which a linear-time engine cannot do");
    }
    CharSet set = classEscape(c);
    return new Regex.One(set != null ? set : CharSet.of(character()));
  }

  /** Reads {@code \d \D \s \S \w \W \p \P}; gives null without reading when it is another. */
  private @Nullable CharSet classEscape(int c) throws Stop {
    CharSet set =
        switch (c) {
          case 'd', 'D' -> CharSet.DIGIT;
          case 's', 'S' -> CharSet.SPACE;
          case 'w', 'W' -> CharSet.WORD;
          case 'p', 'P' -> property();
          default -> null;
        };
    if (set == null) {
      return null;
    }
    at++;
    return c < 'a' ? set.negate() : set;
  }

  private CharSet property() throws Stop {
    int end = in.startsWith("{", at + 1) ? in.indexOf('}', at) : -1;
    if (end < 0) {
      throw new Stop("has a `\\p` without `{…}`");
    }
    String name = in.substring(at + 2, end);
    CharSet set = UnicodeProperty.find(name);
    if (set == null) {
      throw new Stop("names the Unicode property `" + name + "`, which is not known here");
    }
    at = end;
    return set;
  }

  /** Reads what follows a backslash when it stands for one character. */
  private int character() throws Stop {
    if (at >= in.length()) {
      throw new Stop("ends with a backslash");
    }
    int c = next();
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0x0B;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case '0' -> {
        if (peek() >= '0' && peek() <= '9') {
          throw new Stop("uses an octal escape");
        }
        yield 0;
      }
      case 'c' -> control();
      case 'x' -> hex(2);
      case 'u' -> unicode();
      default -> {
        if (c >= 128 || c < ' ' || (CharSet.WORD.contains(c) && c != '_') || c == 127) {
          throw new Stop("has the escape `\\" + Character.toString(c) + "`, which means nothing");
        }
        yield c;
      }
    };
  }

  private int control() throws Stop {
    int letter = peek();
    if (!((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'))) {
      throw new Stop("has a `\\c` without its letter");
    }
    at++;
    return letter % 32;
  }

  private int unicode() throws Stop {
    if (peek() == '{') {
      int end = in.indexOf('}', at);
      if (end < 0 || end == at + 1 || end > at + 9) {
        throw new Stop("has a `\\u` that cannot be read");
      }
      at++;
      int value = hex(end - at);
      at++;
      if (value < 0 || value > Character.MAX_CODE_POINT) {
        throw new Stop("names a character above `\\u{10ffff}`");
      }
      return value;
    }
    int first = hex(4);
    if (first >= 0xD800 && first <= 0xDBFF && in.startsWith("\\u", at) && at + 6 <= in.length()) {
      int mark = at;
      at += 2;
      int second = peek() == '{' ? -1 : hex(4);
      if (second >= 0xDC00 && second <= 0xDFFF) {
        return Character.toCodePoint((char) first, (char) second);
      }
      at = mark;
    }
    return first;
  }

  private int hex(int digits) throws Stop {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < in.length() ? Character.digit(in.charAt(at), 16) : -1;
      if (digit < 0 || in.charAt(at) >= 128) {
        throw new Stop("has a hexadecimal escape that cannot be read");
      }
      value = value << 4 | digit;
      at++;
    }
    return value;
  }

  private int peek() {
    return at < in.length() ? in.codePointAt(at) : -1;
  }

  private int next() {
    int c = in.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  /** Reads the inside of {@code […]}; the opening bracket is already read. */
  private final class EcmaClass {
    private CharSet set = CharSet.NONE;

    CharSet read() throws Stop {
      boolean negated = peek() == '^';
      if (negated) {
        at++;
      }
      while (peek() != ']') {
        member();
      }
      at++;
      return negated ? set.negate() : set;
    }

    private void member() throws Stop {
      int from = atom();
      if (peek() != '-' || in.startsWith("-]", at)) {
        if (from >= 0) {
          set = set.union(CharSet.of(from));
        }
        return;
      }
      at++;
      int to = atom();
      if (from < 0 || to < 0) {
        throw new Stop("has a range whose end is a class");
      }
      if (from > to) {
        throw new Stop("has a range whose ends are out of order");
      }
      set = set.union(CharSet.of(from, to));
    }

    /** Gives a character, or -1 when it was a class and has been added. */
    private int atom() throws Stop {
      if (at >= in.length()) {
        throw new Stop("has a `[` without its `]`");
      }
      int c = next();
      if (c != '\\') {
        return c;
      }
      int escaped = peek();
      if (escaped == 'b') {
        at++;
        return '\b';
      }
      CharSet inner = classEscape(escaped);
      if (inner == null) {
        return character();
      }
      set = set.union(inner);
      return -1;
    }
  }
}
