package dev.assay.core.lint.pack;

import dev.assay.core.schema.pattern.TextPattern;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over event types: {@code *} and {@code ?} cross dots, {@code [a-z]}, {@code [!x]},
 * {@code {a,b}}; case-sensitive, the whole text. A backslash makes the next character plain. Runs
 * in linear time. Source: {@code evidence.md} 6.3.
 */
public final class Glob {
  private static final int MAX_NESTING = 10;

  private final TextPattern pattern;

  private Glob(TextPattern pattern) {
    this.pattern = pattern;
  }

  /** Gives the glob for a text, or nothing when it is broken: a bracket is not closed. */
  public static Optional<Glob> of(String text) {
    String regex = new Translation(text).regex();
    if (regex == null) {
      return Optional.empty();
    }
    return switch (TextPattern.compile(regex)) {
      case TextPattern.Reading.Compiled compiled -> Optional.of(new Glob(compiled.pattern()));
      case TextPattern.Reading.Refused _ -> Optional.empty();
    };
  }

  /** Tells whether the whole text matches. */
  public boolean matches(String candidate) {
    return pattern.find(candidate);
  }

  /** Turns a glob into a pattern; one use. */
  private static final class Translation {
    private final String glob;
    private final StringBuilder regex = new StringBuilder("^(?:");
    private int at;
    private int open;

    Translation(String glob) {
      this.glob = glob;
    }

    @Nullable String regex() {
      while (at < glob.length()) {
        if (!step(glob.charAt(at++))) {
          return null;
        }
      }
      return open == 0 ? regex.append(")$").toString() : null;
    }

    /** Translates one element; false when the glob is broken. */
    private boolean step(char c) {
      switch (c) {
        case '*' -> regex.append("[\\s\\S]*");
        case '?' -> regex.append("[\\s\\S]");
        case '[' -> {
          return characterClass();
        }
        case '{' -> {
          regex.append("(?:");
          return ++open <= MAX_NESTING;
        }
        case '}' -> {
          regex.append(')');
          return --open >= 0;
        }
        case ',' -> regex.append(open > 0 ? "|" : ",");
        case '\\' -> {
          if (at == glob.length()) {
            return false;
          }
          literal(glob.charAt(at++));
        }
        default -> literal(c);
      }
      return true;
    }

    private boolean characterClass() {
      StringBuilder set = new StringBuilder("[");
      if (at < glob.length() && (glob.charAt(at) == '!' || glob.charAt(at) == '^')) {
        set.append('^');
        at++;
      }
      int first = at;
      while (at < glob.length() && (glob.charAt(at) != ']' || at == first)) {
        char c = glob.charAt(at);
        boolean range =
            c == '-' && at > first && at + 1 < glob.length() && glob.charAt(at + 1) != ']';
        set.append(range || isPlain(c) ? "" : "\\").append(c);
        at++;
      }
      if (at >= glob.length()) {
        return false;
      }
      at++;
      regex.append(set).append(']');
      return true;
    }

    private void literal(char c) {
      regex.append(isPlain(c) ? "" : "\\").append(c);
    }

    private static boolean isPlain(char c) {
      return c >= 0x80 || Character.isLetterOrDigit(c) || c == '_' || c <= ' ' || c == 0x7F;
    }
  }
}
