package dev.assay.core.claim.policy;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.policy.ExpressionTokens.Kind;
import dev.assay.core.claim.policy.ExpressionTokens.Token;
import dev.assay.core.claim.policy.ExpressionTokens.Unreadable;
import dev.assay.core.problem.DidYouMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads expressions by descent.
 *
 * <pre>
 * or      = and { "or" and }
 * and     = unary { "and" unary }
 * unary   = "not" unary | "(" or ")" | ("all" | "any") "(" WORD "in" kinds "," or ")" | test
 * test    = "claim" "(" TEXT [ "," place ] ")" "." ( "level" sign LEVEL | "counts" "." COUNT sign N )
 *         | "subject" "." "event_count" sign N
 * place   = WORD | ("server" | "tool" | "session") "(" TEXT ")"
 * kinds   = "servers" | "tools" | "sessions"
 * </pre>
 */
final class ExpressionReader {
  /** Nobody reads more than a screenful as one demand. */
  static final int MAX_LENGTH = 4_096;

  /** Nesting that a person can still follow, and that no stack minds. */
  private static final int MAX_DEPTH = 32;

  /** The word that stands for the scope of a rule's {@code when}. */
  static final String WHEN = "scope";

  private static final List<String> KEYWORDS =
      List.of(
          "and", "or", "not", "all", "any", "in", "claim", "subject", "server", "tool", "session");
  private static final List<String> OPERATORS = List.of("==", "!=", ">=", "<=", ">", "<");

  private final List<Token> tokens;
  private final boolean hasWhen;
  private int at;
  private int depth;
  private String variable = "";

  private ExpressionReader(List<Token> tokens, boolean hasWhen) {
    this.tokens = tokens;
    this.hasWhen = hasWhen;
  }

  /** Reads an expression; {@code hasWhen} says whether the word {@code scope} stands for one. */
  static Expression read(String text, boolean hasWhen) throws Unreadable {
    if (text.length() > MAX_LENGTH) {
      throw new Unreadable(
          TrustPolicyFault.TOO_LONG,
          "an expression has at most " + MAX_LENGTH + " characters, this one goes on",
          MAX_LENGTH,
          "make two rules of it");
    }
    ExpressionReader reader = new ExpressionReader(ExpressionTokens.of(text), hasWhen);
    Expression expression = reader.or();
    if (reader.peek().kind() != Kind.END) {
      throw reader.unexpected("the end, `and` or `or`");
    }
    return expression;
  }

  private Expression or() throws Unreadable {
    if (++depth > MAX_DEPTH) {
      throw wrong("an expression is at most " + MAX_DEPTH + " levels deep", peek(), "");
    }
    List<Expression> parts = new ArrayList<>();
    parts.add(and());
    while (peek().is("or")) {
      at++;
      parts.add(and());
    }
    depth--;
    return parts.size() == 1 ? parts.getFirst() : new Expression.Or(parts);
  }

  private Expression and() throws Unreadable {
    List<Expression> parts = new ArrayList<>();
    parts.add(unary());
    while (peek().is("and")) {
      at++;
      parts.add(unary());
    }
    return parts.size() == 1 ? parts.getFirst() : new Expression.And(parts);
  }

  private Expression unary() throws Unreadable {
    boolean negated = false;
    while (peek().is("not")) {
      at++;
      negated = !negated;
    }
    Expression inner = operand();
    return negated ? new Expression.Not(inner) : inner;
  }

  private Expression operand() throws Unreadable {
    Token token = peek();
    if (token.is("(")) {
      at++;
      Expression inner = or();
      expect(")");
      return inner;
    }
    if (token.kind() == Kind.WORD) {
      return switch (token.text()) {
        case "all", "any" -> over(token);
        case "claim" -> claimTest();
        case "subject" -> eventsTest();
        default ->
            throw wrong(
                token.shown() + " means nothing here",
                token,
                DidYouMean.nearest(token.text(), KEYWORDS)
                    .map(word -> "did you mean `" + word + "`?")
                    .orElse(""));
      };
    }
    throw unexpected("`claim`, `subject`, `all`, `any`, `not` or `(`");
  }

  private Expression over(Token quantifier) throws Unreadable {
    if (!variable.isEmpty()) {
      throw wrong(
          quantifier.shown() + " stands inside another", quantifier, "join two with `and` or `or`");
    }
    at++;
    expect("(");
    Token name = word("a name for the scope");
    if (KEYWORDS.contains(name.text()) || name.text().equals(WHEN)) {
      throw wrong(name.shown() + " cannot be a name", name, "use another word, such as `s`");
    }
    expect("in");
    Scope.Kind kind = kinds(word("`servers`, `tools` or `sessions`"));
    expect(",");
    variable = name.text();
    Expression body = or();
    variable = "";
    expect(")");
    return new Expression.Over(quantifier.text().equals("all"), name.text(), kind, body);
  }

  private Scope.Kind kinds(Token token) throws Unreadable {
    for (Scope.Kind kind : Scope.Kind.values()) {
      if (kind != Scope.Kind.BUNDLE && token.text().equals(kind.wire() + "s")) {
        return kind;
      }
    }
    throw wrong(
        token.shown() + " are no scopes", token, "use one of `servers`, `tools`, `sessions`");
  }

  private Expression claimTest() throws Unreadable {
    at++;
    expect("(");
    ClaimId id = claimId();
    Expression.Place place = new Expression.Place.Fixed(Scope.BUNDLE);
    if (peek().is(",")) {
      at++;
      place = place();
    }
    expect(")");
    expect(".");
    Expression.Claimed claim = new Expression.Claimed(id, place);
    Token field = word("`level` or `counts`");
    if (field.is("level")) {
      Expression.Comparison comparison = comparison();
      return new Expression.LevelTest(claim, comparison, level());
    }
    if (!field.is("counts")) {
      throw wrong("a claim has no " + field.shown(), field, "use `level` or `counts`");
    }
    expect(".");
    Expression.Count count = count(word("a count"));
    Expression.Comparison comparison = comparison();
    return new Expression.CountTest(claim, count, comparison, number());
  }

  private ClaimId claimId() throws Unreadable {
    Token name = next();
    if (name.kind() != Kind.TEXT) {
      throw wrong("the id of a claim is expected, not " + name.shown(), name, "put it in quotes");
    }
    Optional<ClaimId> id = ClaimId.of(name.text());
    if (id.isEmpty()) {
      List<String> known = Arrays.stream(ClaimId.values()).map(ClaimId::wire).toList();
      throw new Unreadable(
          TrustPolicyFault.UNKNOWN_CLAIM,
          "`" + name.text() + "` is no claim of the catalogue",
          name.at(),
          DidYouMean.nearest(name.text(), known)
              .map(near -> "did you mean `" + near + "`?")
              .orElse("`assay trust-basis explain all` lists them"));
    }
    return id.get();
  }

  private Expression.Place place() throws Unreadable {
    Token token = word("a scope");
    for (Scope.Kind kind : Scope.Kind.values()) {
      if (kind != Scope.Kind.BUNDLE && token.is(kind.wire())) {
        expect("(");
        Token name = next();
        if (name.kind() != Kind.TEXT) {
          throw wrong("a name in quotes is expected, not " + name.shown(), name, "");
        }
        expect(")");
        return new Expression.Place.Fixed(new Scope(kind, name.text()));
      }
    }
    boolean known = (!variable.isEmpty() && token.is(variable)) || (hasWhen && token.is(WHEN));
    if (!known) {
      throw wrong(
          token.shown() + " stands for no scope",
          token,
          token.is(WHEN)
              ? "give the rule a `when`"
              : "bind it with `all(… in …, …)`, or write `server(\"name\")`");
    }
    return new Expression.Place.Bound(token.text());
  }

  private Expression eventsTest() throws Unreadable {
    at++;
    expect(".");
    Token field = word("`event_count`");
    if (!field.is("event_count")) {
      throw wrong("the subject has no " + field.shown(), field, "use `event_count`");
    }
    Expression.Comparison comparison = comparison();
    return new Expression.EventsTest(comparison, number());
  }

  private Expression.Count count(Token token) throws Unreadable {
    for (Expression.Count count : Expression.Count.values()) {
      if (token.is(count.wire())) {
        return count;
      }
    }
    throw wrong(
        "there is no count " + token.shown(),
        token,
        "use one of `candidates`, `supporting`, `rejected`");
  }

  private Expression.Comparison comparison() throws Unreadable {
    Token token = next();
    for (Expression.Comparison comparison : Expression.Comparison.values()) {
      if (token.is(comparison.sign())) {
        return comparison;
      }
    }
    throw wrong(
        "a comparison is expected, not " + token.shown(),
        token,
        "use one of " + String.join(" ", OPERATORS));
  }

  private Level level() throws Unreadable {
    Token token = next();
    Optional<Level> level = token.kind() == Kind.WORD ? Level.of(token.text()) : Optional.empty();
    if (level.isEmpty()) {
      throw wrong(
          "a level is expected, not " + token.shown(),
          token,
          "use one of `absent`, `inferred`, `self_reported`, `verified`");
    }
    return level.get();
  }

  private long number() throws Unreadable {
    Token token = next();
    if (token.kind() != Kind.NUMBER || token.text().length() > 18) {
      throw wrong("a number of at most 18 digits is expected, not " + token.shown(), token, "");
    }
    return Long.parseLong(token.text());
  }

  private Token word(String wanted) throws Unreadable {
    if (peek().kind() != Kind.WORD) {
      throw unexpected(wanted);
    }
    return next();
  }

  private void expect(String sign) throws Unreadable {
    if (!peek().is(sign)) {
      throw unexpected("`" + sign + "`");
    }
    at++;
  }

  private Token peek() {
    return tokens.get(at);
  }

  /** Takes a token; the end is never passed. */
  private Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  private Unreadable unexpected(String wanted) {
    return wrong(wanted + " is expected, not " + peek().shown(), peek(), "");
  }

  private static Unreadable wrong(String message, Token token, String hint) {
    return new Unreadable(TrustPolicyFault.EXPRESSION, message, token.at(), hint);
  }
}
