package dev.assay.core.policy.message;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ProtocolNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that an error answer sends the person at the agent to (MCP 2025-11-25: error {@code
 * -32042} with {@code data.elicitations}). Source: {@code mcp-gateway.md} section 2.
 */
final class UrlElicitations {
  private static final double NEEDED = -32042;
  private static final String LIST = "elicitations";
  private static final ProtocolNames ERROR = ProtocolNames.of("code", "message", "data");
  private static final ProtocolNames DATA = ProtocolNames.of(LIST);

  private UrlElicitations() {}

  /**
   * Gives the elicitations of an error, none for most errors; empty when it asks for some and they
   * cannot be read in one way only. Whatever the code, a list of elicitations counts.
   */
  static Optional<List<Json.Obj>> in(Json error) {
    if (!(error instanceof Json.Obj object)) {
      return Optional.of(Collections.emptyList());
    }
    Json.Obj data = object.object("data").orElse(Json.Obj.EMPTY);
    if (ERROR.areDisguisedIn(object) || DATA.areDisguisedIn(data)) {
      return Optional.empty();
    }
    Json list = data.get(LIST);
    if (list == null) {
      boolean asks = object.get("code") instanceof Json.Num code && code.asDouble() == NEEDED;
      return asks ? Optional.empty() : Optional.of(Collections.emptyList());
    }
    return list instanceof Json.Arr all ? entries(all) : Optional.empty();
  }

  private static Optional<List<Json.Obj>> entries(Json.Arr list) {
    List<Json.Obj> entries = new ArrayList<>();
    for (Json item : list.items()) {
      if (!(item instanceof Json.Obj entry) || ProtocolNames.PARAMS.areDisguisedIn(entry)) {
        return Optional.empty();
      }
      entries.add(entry);
    }
    return Optional.of(Collections.unmodifiableList(entries));
  }
}
