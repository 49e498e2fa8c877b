package dev.assay.core.mcp;

import dev.assay.core.json.Json;

/**
 * The members of results from which tools and their server are known, and approved. A result in
 * which another reader could find a second list or other instructions teaches nothing and is not to
 * be passed on. Source: {@code mcp-gateway.md} W-4, D-8.
 */
public final class TaughtNames {
  private static final ProtocolNames LISTING = ProtocolNames.of("tools", "nextCursor");
  private static final ProtocolNames SERVER =
      ProtocolNames.of("instructions", "serverInfo", "capabilities", "protocolVersion", "_meta");

  private TaughtNames() {}

  /** Says whether the result of a method has members that only look like those that teach. */
  public static boolean areDisguisedIn(String method, Json.Obj result) {
    return switch (method) {
      case "tools/list" -> LISTING.areDisguisedIn(result);
      case "initialize" -> SERVER.areDisguisedIn(result);
      case "server/discover" ->
          SERVER.areDisguisedIn(result)
              || ProtocolNames.META.areDisguisedIn(result.object("_meta").orElse(Json.Obj.EMPTY));
      default -> false;
    };
  }
}
