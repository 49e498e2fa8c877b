package dev.assay.core.mcp;

import dev.assay.core.json.Json;
import java.util.Optional;

/**
 * A JSON-RPC request id: a string of at most 256 characters, or an integer within ±(2^53-1).
 *
 * <p>{@code 1} and {@code "1"} are different ids. Null, fractions, exponents, negative zero,
 * booleans, arrays and objects are no ids. Source: {@code mcp-gateway.md} W-3.
 *
 * @param text the decoded string, or the integer as written
 * @param number whether it is an integer
 */
public record MessageId(String text, boolean number) {
  /** Longest string id, in characters. */
  public static final int MAX_CHARS = 256;

  private static final long MAX_INTEGER = (1L << 53) - 1;

  /** An integer of so many characters is in range, whatever they are. */
  private static final int SURELY_EXACT = 15;

  /** Gives the id a value stands for; empty when it is no id. */
  public static Optional<MessageId> of(Json value) {
    if (value instanceof Json.Str string && string.value().length() <= MAX_CHARS) {
      return Optional.of(new MessageId(string.value(), false));
    }
    return value instanceof Json.Num n && isInteger(n.text()) && inRange(n)
        ? Optional.of(new MessageId(n.text(), true))
        : Optional.empty();
  }

  /**
   * Says whether a number is written as a plain integer; such an id can be repeated digit for digit
   * even when out of range.
   */
  static boolean isInteger(String text) {
    if (text.equals("-0")) {
      return false;
    }
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean inRange(Json.Num n) {
    return n.text().length() <= SURELY_EXACT
        || n.asLong().filter(v -> v >= -MAX_INTEGER && v <= MAX_INTEGER).isPresent();
  }

  /**
   * Equal ids are equal in kind and text. Written out, because the generated form is linked at run
   * time, on the first request.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof MessageId id && number == id.number && text.equals(id.text);
  }

  @Override
  public int hashCode() {
    return number ? ~text.hashCode() : text.hashCode();
  }

  /** Gives the id as a JSON value. */
  public Json json() {
    return number ? new Json.Num(text) : new Json.Str(text);
  }
}
