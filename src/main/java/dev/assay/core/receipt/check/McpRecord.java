package dev.assay.core.receipt.check;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision or an outcome that somebody recorded of an MCP call, in camel case or in snake case;
 * one that has a member in both is refused, because it can be read in two ways. Its signature is
 * not verified. Source: {@code receipts.md} 9.
 *
 * @param content the whole record
 * @param link what it says that it is about
 * @param word the decision, or the status of the outcome
 * @param decidedAt when it was decided, as text; empty for an outcome
 * @param sequence which of several decisions of one time it is
 * @param decisionDigest which decision an outcome is of
 */
public record McpRecord(
    Json.Obj content,
    Link link,
    Optional<String> word,
    Optional<String> decidedAt,
    Optional<Long> sequence,
    Optional<String> decisionDigest) {
  /** What a record says that it is about; each is empty when the record does not say it. */
  public record Link(Optional<String> attestationDigest, Optional<String> attestationNonce) {}

  /** Reads a decision; {@code where} names it in what is refused. */
  public static McpRecord decision(Json document, String where) throws RecordUnusable {
    Json.Obj content = object(document, where);
    Link link = link(content, where);
    Json.Obj derived = derived(content, "decisionDerived", where);
    Json sequence = derived.get("sequence");
    return new McpRecord(
        content,
        link,
        derived.string("decision"),
        text(derived, "decidedAt", where),
        sequence instanceof Json.Num number ? number.asLong() : Optional.empty(),
        Optional.empty());
  }

  /** Reads an outcome; {@code where} names it in what is refused. */
  public static McpRecord outcome(Json document, String where) throws RecordUnusable {
    Json.Obj content = object(document, where);
    Link link = link(content, where);
    Json.Obj derived = derived(content, "outcomeDerived", where);
    return new McpRecord(
        content,
        link,
        derived.string("status"),
        Optional.empty(),
        Optional.empty(),
        text(derived, "decisionDigest", where));
  }

  /** Gives the digest of the whole record. */
  String digest() {
    return RecordDigest.of(content);
  }

  /** Says whether the record has a signature; whether it is good nobody asks here. */
  public boolean hasSignature() {
    return hasSignature(content);
  }

  static boolean hasSignature(Json.Obj content) {
    Json signature = content.get("signature");
    return signature != null && signature != Json.Null.NULL;
  }

  /** Gives an object whose digest stands for nothing else. */
  static Json.Obj object(Json document, String where) throws RecordUnusable {
    if (!(document instanceof Json.Obj content)) {
      throw new RecordUnusable(where + " must be a JSON object");
    }
    if (!CanonicalJson.keepsNumbersOf(content)) {
      throw new RecordUnusable(
          where
              + " has a number that its canonical form does not keep, so its digest is ambiguous");
    }
    return content;
  }

  private static Link link(Json.Obj content, String where) throws RecordUnusable {
    if (!(either(content, "backLink", where) instanceof Json.Obj link)) {
      throw new RecordUnusable(where + " has no backLink");
    }
    return new Link(text(link, "attestationDigest", where), text(link, "attestationNonce", where));
  }

  private static Json.Obj derived(Json.Obj content, String name, String where)
      throws RecordUnusable {
    return either(content, name, where) instanceof Json.Obj derived ? derived : Json.Obj.EMPTY;
  }

  private static Optional<String> text(Json.Obj object, String name, String where)
      throws RecordUnusable {
    return either(object, name, where) instanceof Json.Str(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Gives a member by its name in camel case or in snake case. */
  static @Nullable Json either(Json.Obj object, String name, String where) throws RecordUnusable {
    String snake = snake(name);
    Json camelCase = object.get(name);
    Json snakeCase = object.get(snake);
    if (camelCase != null && snakeCase != null) {
      throw new RecordUnusable(where + " has both " + name + " and " + snake);
    }
    return camelCase != null ? camelCase : snakeCase;
  }

  private static String snake(String camel) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      if (Character.isUpperCase(c)) {
        snake.append('_');
      }
      snake.append(Character.toLowerCase(c));
    }
    return snake.toString();
  }
}
