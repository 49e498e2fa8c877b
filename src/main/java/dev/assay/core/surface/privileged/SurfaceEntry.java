package dev.assay.core.surface.privileged;

import dev.assay.core.json.Json;
import java.util.List;
import java.util.Map;

/**
 * {@code assay.tool_decision_surface.v0} of one call, but for what became of it, which is known
 * later. Made by {@link PrivilegedSurface}; a few kilobytes at most.
 */
public final class SurfaceEntry {
  /** The schema of the record. */
  public static final String SCHEMA = "assay.tool_decision_surface.v0";

  /** The status of a call that was not forwarded. */
  public static final String BLOCKED = "blocked";

  /** The status of a call that the server said it did. */
  public static final String SUCCESS = "success";

  /** The status of a call to which no answer can come. */
  public static final String NOT_OBSERVED = "not_observed";

  private static final Json.Arr NON_CLAIMS =
      Json.Arr.ofStrings(
          List.of("side_effect_not_verified", "arguments_not_retained", "intent_not_judged"));

  private final Json.Obj members;
  private final boolean allowed;

  SurfaceEntry(Json.Obj members, boolean allowed) {
    this.members = members;
    this.allowed = allowed;
  }

  /**
   * Gives the record.
   *
   * @param status {@link #SUCCESS}, {@link #BLOCKED}, or another word for what became of the call
   */
  public Json.Obj record(String status) {
    Json.ObjBuilder entry = Json.object();
    for (Map.Entry<String, Json> member : members.members().entrySet()) {
      entry.put(member.getKey(), member.getValue());
    }
    entry.put(
        "response",
        Json.object()
            .put("status", status)
            .put("side_effect_asserted", allowed && status.equals(SUCCESS))
            .put("side_effect_verified", false)
            .build());
    return Json.object()
        .put("schema", SCHEMA)
        .put("observed_tool_decisions", new Json.Arr(List.of(entry.build())))
        .put("non_claims", NON_CLAIMS)
        .build();
  }
}
