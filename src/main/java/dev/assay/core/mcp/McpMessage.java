package dev.assay.core.mcp;

import dev.assay.core.json.Json;
import java.util.Optional;

/** One message as either side sent it, or why it is none. */
public sealed interface McpMessage {
  /** A method call that wants an answer. */
  record Request(MessageId id, String method, Json.Obj params) implements McpMessage {}

  /** A method call that must not be answered. */
  record Notification(String method, Json.Obj params) implements McpMessage {}

  /** A successful answer. */
  record Response(MessageId id, Json result) implements McpMessage {
    private static final ProtocolNames UNFINISHED =
        ProtocolNames.of("resultType", "inputRequests", "task");

    /**
     * Says whether it is no end, or a reader could take it for none: its {@code resultType} is not
     * {@code complete}, it asks for input, it is a task, or a member only looks like one of these.
     * Source: {@code mcp-gateway.md} M-8, B-5.
     */
    public boolean isInterim() {
      if (!(result instanceof Json.Obj said)) {
        return false;
      }
      Json type = said.get("resultType");
      boolean complete =
          type == null || (type instanceof Json.Str word && word.value().equals("complete"));
      return !complete
          || UNFINISHED.areDisguisedIn(said)
          || said.get("inputRequests") != null
          || said.get("task") instanceof Json.Obj;
    }
  }

  /** An error answer; it has no id when its sender could not read ours. */
  record Failure(Optional<MessageId> id, Json error) implements McpMessage {}

  /**
   * Bytes that are no message. Never forwarded.
   *
   * @param reason why
   * @param id the id as written, only when the whole text parsed, the id can be repeated exactly,
   *     and it is not that of an answer
   */
  record Unreadable(RefusalReason reason, Optional<Json> id) implements McpMessage {}
}
