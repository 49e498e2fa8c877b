package dev.assay.core.mcp;

import java.text.Normalizer;

/**
 * Names that another reader might take for a protocol name: case variants, compatibility forms, and
 * for methods padding and invisible characters. Go-based upstreams matched member names without
 * case (CVE-2026-27896); the gateway must not judge {@code name} while the upstream runs {@code
 * Name}. Source: {@code mcp-gateway.md} W-4.
 */
final class Lookalikes {
  /** Member names of messages and their params in the five published schemas; sorted. */
  static final String[] KNOWN = {
    "_meta",
    "argument",
    "arguments",
    "capabilities",
    "clientInfo",
    "completed",
    "content",
    "context",
    "cursor",
    "data",
    "elicitationId",
    "error",
    "filter",
    "id",
    "includeContext",
    "inputResponses",
    "jsonrpc",
    "lastUpdatedAt",
    "level",
    "logger",
    "maxTokens",
    "message",
    "messages",
    "metadata",
    "method",
    "mode",
    "modelPreferences",
    "name",
    "notifications",
    "params",
    "progress",
    "progressToken",
    "protocolVersion",
    "reason",
    "ref",
    "requestId",
    "requestState",
    "requestedSchema",
    "result",
    "status",
    "stopSequences",
    "systemPrompt",
    "task",
    "taskId",
    "temperature",
    "toolChoice",
    "tools",
    "total",
    "ttl",
    "uri",
    "url"
  };

  /** Keys of params._meta; sorted. */
  static final String[] KNOWN_META = {
    "baggage",
    "io.modelcontextprotocol/clientCapabilities",
    "io.modelcontextprotocol/clientInfo",
    "io.modelcontextprotocol/logLevel",
    "io.modelcontextprotocol/protocolVersion",
    "io.modelcontextprotocol/related-task",
    "io.modelcontextprotocol/serverInfo",
    "io.modelcontextprotocol/subscriptionId",
    "progressToken",
    "traceparent",
    "tracestate"
  };

  private Lookalikes() {}

  /** Says whether a method is not the governed one but reads like it. */
  static boolean disguisesMethod(String method, String governed) {
    return !method.equals(governed) && fold(visible(method)).equals(governed);
  }

  /**
   * NFKC, then each code point to upper and to lower case: reaches the long s, the Kelvin sign and
   * full-width letters.
   */
  static String fold(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    String normal = ascii ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder folded = new StringBuilder(normal.length());
    normal
        .codePoints()
        .forEach(c -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
    return folded.toString();
  }

  /** Gives a text without blanks, control and format characters. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().filter(c -> !isInvisible(c)).forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isInvisible(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || (c >= 0xFE00 && c <= 0xFE0F);
  }
}
