package dev.assay.core.mcp;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the top-level {@code id} of an answer that cannot be read, so that the call waiting for it
 * does not hang.
 *
 * <p>Fed in pieces, in constant memory. It gives an id only when it saw exactly one member spelled
 * {@code "id"} at the top level with a plain string or integer value; beside a {@code method}, in
 * whatever disguise, it is the id of a request, which has nothing to do with ids of the other side.
 * It proves nothing about the rest: use it to end a call with an error, never to accept an answer.
 */
public final class AnswerIdProbe {
  private static final String METHOD = "method";
  private static final int MAX_ID_BYTES = MessageId.MAX_CHARS + 2;

  private enum In {
    GAP,
    STRING,
    ESCAPE
  }

  private In state = In.GAP;
  private int depth;
  private boolean expectName;
  private boolean valueOfId;
  private int found;
  private final byte[] token = new byte[MAX_ID_BYTES + 1];
  private int tokenLength;
  private Optional<MessageId> id = Optional.empty();
  private boolean method;

  /**
   * What was seen of a frame; at most one of the two is there.
   *
   * @param answer the id of the request that the frame seems to answer
   * @param request the id that the frame, being a request, seems to have
   */
  public record Seen(Optional<MessageId> answer, Optional<MessageId> request) {}

  /** Takes the next bytes of the frame. */
  public void feed(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      octet(bytes[i]);
    }
  }

  private void octet(byte c) {
    switch (state) {
      case ESCAPE -> {
        state = In.STRING;
        keep(c);
      }
      case STRING -> {
        if (c == '\\') {
          state = In.ESCAPE;
        } else if (c == '"') {
          state = In.GAP;
        }
        keep(c);
      }
      case GAP -> gap(c);
    }
  }

  private void gap(byte c) {
    switch (c) {
      case '{', '[' -> {
        depth++;
        expectName = c == '{';
        tokenLength = 0;
      }
      case '}', ']' -> {
        endValue();
        depth--;
      }
      case ':' -> {
        if (depth == 1 && expectName) {
          valueOfId = token().equals("\"id\"");
          method = method || isMethod();
        }
        expectName = false;
        tokenLength = 0;
      }
      case ',' -> {
        endValue();
        expectName = true;
      }
      case '"' -> {
        state = In.STRING;
        keep(c);
      }
      case ' ', '\t', '\r', '\n' -> {}
      default -> keep(c);
    }
  }

  private void keep(byte c) {
    if (depth == 1 && tokenLength < token.length) {
      token[tokenLength++] = c;
    }
  }

  private String token() {
    return new String(token, 0, tokenLength, StandardCharsets.UTF_8);
  }

  private boolean isMethod() {
    JsonReading name = JsonReader.read(token, 0, tokenLength, JsonLimits.MCP);
    return name instanceof JsonReading.Read read
        && read.value() instanceof Json.Str text
        && Lookalikes.fold(text.value()).equals(METHOD);
  }

  private void endValue() {
    if (depth == 1 && valueOfId) {
      found++;
      id = parse(token());
    }
    valueOfId = false;
    tokenLength = 0;
  }

  private static Optional<MessageId> parse(String text) {
    int length = text.length();
    if (length >= 2
        && text.charAt(0) == '"'
        && text.charAt(length - 1) == '"'
        && text.indexOf('\\') < 0) {
      return Optional.of(new MessageId(text.substring(1, length - 1), false));
    }
    boolean integer = length > 0 && length < 18 && !text.equals("-") && MessageId.isInteger(text);
    return integer ? Optional.of(new MessageId(text, true)) : Optional.empty();
  }

  /** Gives the id of what the frame seems to answer: exactly one was seen, and no method. */
  public Optional<MessageId> id() {
    return seen().answer();
  }

  /** Gives what was seen. */
  public Seen seen() {
    Optional<MessageId> only = found == 1 ? id : Optional.empty();
    return method ? new Seen(Optional.empty(), only) : new Seen(only, Optional.empty());
  }
}
