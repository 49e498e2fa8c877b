package dev.assay.core.mcp;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.util.Map;
import java.util.Optional;

/**
 * Step 2 of a call: one frame to one message, strictly.
 *
 * <p>Guarantees: never throws; gives {@link McpMessage.Unreadable} for anything that two peers
 * might read differently. Says nothing about what is allowed. Source: {@code mcp-gateway.md} W-1 to
 * W-6, {@code policy.md} 3.3.
 */
public final class McpReader {
  /** The one method that is judged. */
  public static final String TOOLS_CALL = "tools/call";

  private McpReader() {}

  /**
   * What a frame was read as, with its tree so that a rewritten frame keeps member order and number
   * text.
   */
  public record Reading(McpMessage message, Optional<Json.Obj> tree, int strippedMembers) {}

  /** Reads {@code frame[from, to)}, one line without its line feed. */
  public static Reading read(byte[] frame, int from, int to, Side side) {
    if (hasInnerCarriageReturn(frame, from, to)) {
      return unreadable(RefusalReason.INVALID_REQUEST);
    }
    JsonReading reading = JsonReader.read(frame, from, to, JsonLimits.MCP);
    if (reading instanceof JsonReading.Refused refused) {
      return unreadable(RefusalReason.of(refused.fault()));
    }
    Json value = ((JsonReading.Read) reading).value();
    if (value instanceof Json.Obj object) {
      return classify(object, side);
    }
    boolean batch = value instanceof Json.Arr;
    return unreadable(batch ? RefusalReason.BATCH_UNSUPPORTED : RefusalReason.INVALID_REQUEST);
  }

  /**
   * Says whether a carriage return stands anywhere but at the very end. JSON allows it as white
   * space, but peers whose line reader ends lines at it (Python's text mode) would see several
   * messages where we judged one.
   */
  static boolean hasInnerCarriageReturn(byte[] frame, int from, int to) {
    for (int i = from; i < to - 1; i++) {
      if (frame[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  private static Reading classify(Json.Obj object, Side side) {
    int unknown = 0;
    for (String name : object.members().keySet()) {
      if (!isTopLevel(name)) {
        if (ProtocolNames.PARAMS.disguises(name)) {
          return unreadable(RefusalReason.INVALID_REQUEST, object);
        }
        unknown++;
      }
    }
    if (unknown > 0 && side == Side.AGENT) {
      return unreadable(RefusalReason.INVALID_REQUEST, object);
    }
    if (!(object.get("jsonrpc") instanceof Json.Str version) || !version.value().equals("2.0")) {
      return unreadable(RefusalReason.INVALID_REQUEST, object);
    }
    Json.Obj kept = unknown == 0 ? object : withoutUnknown(object);
    McpMessage message = object.get("method") == null ? answer(object) : methodCall(object);
    return new Reading(message, Optional.of(kept), unknown);
  }

  private static boolean isTopLevel(String name) {
    return switch (name) {
      case "jsonrpc", "id", "method", "params", "result", "error" -> true;
      default -> false;
    };
  }

  private static Json.Obj withoutUnknown(Json.Obj object) {
    Json.ObjBuilder kept = Json.object();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (isTopLevel(member.getKey())) {
        kept.put(member.getKey(), member.getValue());
      }
    }
    return kept.build();
  }

  private static McpMessage methodCall(Json.Obj object) {
    if (object.get("result") != null
        || object.get("error") != null
        || !(object.get("method") instanceof Json.Str methodName)) {
      return refusal(RefusalReason.INVALID_REQUEST, object);
    }
    String method = methodName.value();
    Json id = object.get("id");
    Optional<MessageId> messageId = id == null ? Optional.empty() : MessageId.of(id);
    if (id != null && messageId.isEmpty()) {
      return refusal(RefusalReason.INVALID_ID, object);
    }
    if (Lookalikes.disguisesMethod(method, TOOLS_CALL)) {
      return refusal(RefusalReason.METHOD_LOOKALIKE, object);
    }
    Json params = object.get("params");
    if (params != null && !(params instanceof Json.Obj)) {
      boolean call = method.equals(TOOLS_CALL);
      return refusal(
          call ? RefusalReason.INVALID_TOOL_CALL : RefusalReason.INVALID_REQUEST, object);
    }
    Json.Obj members = params instanceof Json.Obj o ? o : Json.Obj.EMPTY;
    if (hasDisguisedMember(members)) {
      return refusal(RefusalReason.INVALID_REQUEST, object);
    }
    if (method.equals(TOOLS_CALL) && !isToolCall(members)) {
      return refusal(RefusalReason.INVALID_TOOL_CALL, object);
    }
    return messageId.isPresent()
        ? new McpMessage.Request(messageId.get(), method, members)
        : new McpMessage.Notification(method, members);
  }

  private static boolean isToolCall(Json.Obj params) {
    Json arguments = params.get("arguments");
    return params.get("name") instanceof Json.Str
        && (arguments == null || arguments instanceof Json.Obj);
  }

  private static boolean hasDisguisedMember(Json.Obj params) {
    return ProtocolNames.PARAMS.areDisguisedIn(params)
        || (params.get("_meta") instanceof Json.Obj meta
            && ProtocolNames.META.areDisguisedIn(meta));
  }

  private static McpMessage answer(Json.Obj object) {
    Json result = object.get("result");
    Json error = object.get("error");
    Json id = object.get("id");
    if ((result == null) == (error == null) || object.get("params") != null) {
      return refusal(RefusalReason.INVALID_REQUEST, object);
    }
    if (id == null || (id == Json.Null.NULL && error != null)) {
      return error == null
          ? refusal(RefusalReason.INVALID_REQUEST, object)
          : new McpMessage.Failure(Optional.empty(), error);
    }
    Optional<MessageId> messageId = MessageId.of(id);
    if (messageId.isEmpty()) {
      return refusal(RefusalReason.INVALID_ID, object);
    }
    return error == null
        ? new McpMessage.Response(messageId.get(), result == null ? Json.Null.NULL : result)
        : new McpMessage.Failure(messageId, error);
  }

  private static McpMessage.Unreadable refusal(RefusalReason reason, Json.Obj object) {
    return new McpMessage.Unreadable(reason, repeatableId(object));
  }

  private static Optional<Json> repeatableId(Json.Obj object) {
    Json id = object.get("id");
    if (id == null || isAnswer(object)) {
      return Optional.empty();
    }
    if (id instanceof Json.Num number && MessageId.isInteger(number.text())) {
      return Optional.of(number);
    }
    return MessageId.of(id).map(MessageId::json);
  }

  /** Whose id is one of the other side: repeated to its sender, it would answer another request. */
  private static boolean isAnswer(Json.Obj object) {
    boolean answer = false;
    for (String name : object.members().keySet()) {
      switch (Lookalikes.fold(name)) {
        case "method" -> {
          return false;
        }
        case "result", "error" -> answer = true;
        default -> {}
      }
    }
    return answer;
  }

  private static Reading unreadable(RefusalReason reason) {
    return new Reading(new McpMessage.Unreadable(reason, Optional.empty()), Optional.empty(), 0);
  }

  private static Reading unreadable(RefusalReason reason, Json.Obj object) {
    return new Reading(refusal(reason, object), Optional.of(object), 0);
  }
}
