package dev.assay.core.mcp;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A {@code tools/call} as the gateway writes it when it may not send the agent's own bytes. */
public final class ToolCallLine {
  private ToolCallLine() {}

  /**
   * Gives the line without its line feed: the members of the call that the protocol knows, the
   * parameters as they were but for the arguments.
   *
   * @param id the agent's id; empty for a notification
   */
  public static byte[] of(Optional<MessageId> id, Json.Obj params, Json.Obj arguments) {
    Json.ObjBuilder sent = Json.object();
    params.members().forEach((name, value) -> sent.put(name, value));
    Json.Obj message =
        Json.object()
            .put("jsonrpc", "2.0")
            .put("id", id.map(MessageId::json).orElse(null))
            .put("method", McpReader.TOOLS_CALL)
            .put("params", sent.put("arguments", arguments).build())
            .build();
    return JsonText.compact(message).getBytes(StandardCharsets.UTF_8);
  }
}
