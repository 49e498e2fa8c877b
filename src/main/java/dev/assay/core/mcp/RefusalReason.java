package dev.assay.core.mcp;

import dev.assay.core.json.JsonFault;

/**
 * Why a message is refused before any policy question, with the JSON-RPC code of the answer.
 * Source: {@code policy.md} 3.2, 3.3 and {@code mcp-gateway.md} section 6.
 */
public enum RefusalReason {
  /** Not one JSON text in valid UTF-8. */
  PARSE_ERROR("parse_error", -32700, "the message is not one JSON text in valid UTF-8"),
  /** A member name occurs twice in one object. */
  DUPLICATE_MEMBER("duplicate_member", -32600, "a member name occurs twice in one object"),
  /** A top-level array. */
  BATCH_UNSUPPORTED("batch_unsupported", -32600, "batches are not accepted"),
  /**
   * Not a JSON-RPC 2.0 message, an unknown or disguised member, or a carriage return inside the
   * line.
   */
  INVALID_REQUEST("invalid_request", -32600, "not a JSON-RPC 2.0 message this gateway accepts"),
  /** The id is no string and no integer in range. */
  INVALID_ID("invalid_id", -32600, "the id is neither a short string nor an integer within 2^53-1"),
  /** A request with this id is still waiting for its answer. */
  DUPLICATE_REQUEST_ID("duplicate_request_id", -32600, "a request with this id is still open"),
  /** A request of the agent with an id that only the gateway gives. */
  RESERVED_ID_NAMESPACE(
      "reserved_id_namespace", -32600, "ids that begin with `assay-establish-` are the gateway's"),
  /** A tools/call without a name, or whose params or arguments are no objects. */
  INVALID_TOOL_CALL(
      "invalid_tool_call",
      -32602,
      "a tools/call needs a string name and, when present, object arguments"),
  /** A method that only looks like a governed one. */
  METHOD_LOOKALIKE("method_lookalike", -32601, "the method only looks like one that is governed"),
  /** A method that no published revision has. */
  METHOD_NOT_ALLOWLISTED(
      "method_not_allowlisted", -32601, "the policy passes on known methods only"),
  /** A resource that the policy does not let the agent read. */
  RESOURCE_DENIED("resource_denied", 40301, "the policy does not let this resource be read"),
  /** A prompt that the policy does not let the agent get. */
  PROMPT_DENIED("prompt_denied", 40301, "the policy does not let this prompt be used"),
  /** Something the policy does not let the upstream ask of the agent. */
  SERVER_REQUEST_DENIED(
      "server_request_denied", 40301, "the policy does not let the server ask this of the agent"),
  /** Something the agent has not said it answers. */
  SERVER_REQUEST_NOT_ANNOUNCED(
      "server_request_not_announced", -32601, "the agent has not announced that it answers this"),
  /** Longer than the frame limit. */
  FRAME_TOO_LARGE("frame_too_large", -32600, "the message is longer than the limit"),
  /** More nesting than allowed. */
  NESTING_TOO_DEEP("nesting_too_deep", -32600, "the message is nested too deeply"),
  /** More members or items than allowed. */
  TOO_COMPLEX("too_complex", -32600, "the message has too many members or items"),
  /** Too many requests wait for answers. */
  TOO_MANY_PENDING("too_many_pending", -32600, "too many requests are waiting for answers"),
  /** An answer that nobody waits for. */
  ORPHAN_RESPONSE("orphan_response", -32600, "no open request has this id"),
  /** A cancellation of a request that is not open or cannot be cancelled. */
  FOREIGN_CANCELLATION("foreign_cancellation", -32600, "no open request of the sender has this id"),
  /** The upstream asks the agent to run a tool. */
  SERVER_TOOL_CALL("server_tool_call", -32601, "an upstream may not call tools on the agent"),
  /** A request of the agent that came while the session ended; nothing of it was passed on. */
  SESSION_ENDING("session_ending", 50201, "the session ends and takes no further requests"),
  /** An answer of the upstream that cannot be read. */
  MALFORMED_UPSTREAM_RESPONSE(
      "malformed_upstream_response", -32603, "the upstream's answer cannot be read"),
  /** A fault of the gateway itself; the message is refused. */
  INTERNAL_ERROR(
      "internal_error", -32603, "the gateway failed on this message and did not pass it on");

  private final String token;
  private final int code;
  private final String sentence;

  RefusalReason(String token, int code, String sentence) {
    this.token = token;
    this.code = code;
    this.sentence = sentence;
  }

  /** Gives the spelling in answers and records. */
  public String token() {
    return token;
  }

  /** Gives the JSON-RPC error code. */
  public int code() {
    return code;
  }

  /** Gives one sentence for people. */
  public String sentence() {
    return sentence;
  }

  /** Gives the reason for a fault of the strict reader. */
  static RefusalReason of(JsonFault fault) {
    return switch (fault) {
      case DUPLICATE_KEY -> DUPLICATE_MEMBER;
      case NESTING_TOO_DEEP -> NESTING_TOO_DEEP;
      case TOO_MANY_KEYS, TOO_MANY_ITEMS, STRING_TOO_LONG -> TOO_COMPLEX;
      case PARSE_ERROR, INVALID_UTF8, LONE_SURROGATE, INVALID_UNICODE_ESCAPE -> PARSE_ERROR;
    };
  }
}
