package dev.assay.core.claim.policy;

import java.util.ArrayList;
import java.util.List;

/** The words of an expression. Characters are counted from 1 in messages. */
final class ExpressionTokens {
  /** What a token is. */
  enum Kind {
    WORD,
    TEXT,
    NUMBER,
    SIGN,
    END
  }

  /**
   * One token.
   *
   * @param text the word, the content of the text, the digits, or the sign
   * @param at where it starts, from 0
   */
  record Token(Kind kind, String text, int at) {
    boolean is(String sign) {
      return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(sign);
    }

    /** Gives the token as a message shows it. */
    String shown() {
      return switch (kind) {
        case WORD, NUMBER, SIGN -> "`" + text + "`";
        case TEXT -> "a text";
        case END -> "the end";
      };
    }
  }

  /** An expression that cannot be taken apart or read; never leaves this package. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final TrustPolicyFault fault;
    private final String message;
    private final String hint;

    Unreadable(TrustPolicyFault fault, String message, int at, String hint) {
      super(null, null, false, false);
      this.fault = fault;
      this.message = message + " at character " + (at + 1);
      this.hint = hint;
    }

    TrustPolicyFault fault() {
      return fault;
    }

    String message() {
      return message;
    }

    /** Gives what to do; empty when the message says it. */
    String hint() {
      return hint;
    }
  }

  private static final List<String> TWO = List.of("==", "!=", ">=", "<=");
  private static final String ONE = "<>(),.";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private ExpressionTokens(String text) {
    this.text = text;
  }

  /** Takes an expression apart; the last token is the end. */
  static List<Token> of(String text) throws Unreadable {
    ExpressionTokens scan = new ExpressionTokens(text);
    while (scan.at < text.length()) {
      scan.next();
    }
    scan.tokens.add(new Token(Kind.END, "", text.length()));
    return scan.tokens;
  }

  private void next() throws Unreadable {
    char c = text.charAt(at);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      at++;
    } else if (isLetter(c)) {
      run(Kind.WORD);
    } else if (c >= '0' && c <= '9') {
      run(Kind.NUMBER);
    } else if (c == '"') {
      string();
    } else {
      sign(c);
    }
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private void run(Kind kind) throws Unreadable {
    int from = at;
    while (at < text.length()
        && (isLetter(text.charAt(at)) || (text.charAt(at) >= '0' && text.charAt(at) <= '9'))) {
      at++;
    }
    String run = text.substring(from, at);
    if (kind == Kind.NUMBER && !run.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new Unreadable(TrustPolicyFault.EXPRESSION, "`" + run + "` is no number", from, "");
    }
    tokens.add(new Token(kind, run, from));
  }

  private void string() throws Unreadable {
    int from = at++;
    StringBuilder content = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
        if (at == text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\\')) {
          throw new Unreadable(
              TrustPolicyFault.EXPRESSION, "only `\\\"` and `\\\\` are escapes", at - 1, "");
        }
      }
      content.append(text.charAt(at++));
    }
    if (at == text.length()) {
      throw new Unreadable(TrustPolicyFault.EXPRESSION, "a text does not end", from, "");
    }
    at++;
    tokens.add(new Token(Kind.TEXT, content.toString(), from));
  }

  private void sign(char c) throws Unreadable {
    for (String two : TWO) {
      if (text.startsWith(two, at)) {
        tokens.add(new Token(Kind.SIGN, two, at));
        at += 2;
        return;
      }
    }
    if (ONE.indexOf(c) < 0) {
      throw new Unreadable(TrustPolicyFault.EXPRESSION, unexpected(), at, hint(c));
    }
    tokens.add(new Token(Kind.SIGN, String.valueOf(c), at));
    at++;
  }

  private String unexpected() {
    return "`" + Character.toString(text.codePointAt(at)) + "` means nothing here";
  }

  private static String hint(char c) {
    return switch (c) {
      case '=' -> "compare with `==`";
      case '&' -> "write `and`";
      case '|' -> "write `or`";
      case '!' -> "write `not`";
      case '\'' -> "put the text in double quotes";
      default -> "";
    };
  }
}
