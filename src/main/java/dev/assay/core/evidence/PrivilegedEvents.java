package dev.assay.core.evidence;

import dev.assay.core.json.Json;
import java.util.Optional;

/**
 * Payloads of the events that only a policy with {@code privileged_actions} leaves. The records in
 * them are made by {@code core.surface.privileged}; {@code docs/adr/0026-privileged-actions.md}
 * lists the members.
 */
public final class PrivilegedEvents {
  private PrivilegedEvents() {}

  /**
   * What a privileged call was, and what became of it: {@code assay.tool.surface}. What became of
   * it is what the server said, never proof.
   *
   * @param tool the tool's name as records have it
   * @param decisionId the event id of the decision
   * @param record {@code assay.tool_decision_surface.v0}
   */
  public record ToolSurface(String tool, String decisionId, Json.Obj record)
      implements EventPayload {
    /** The event's type. */
    public static final String TYPE = "assay.tool.surface";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Optional<String> subject() {
      return Optional.of("tool:" + tool);
    }

    @Override
    public Json.Obj data() {
      return Json.object()
          .put("schema", "assay.tool_surface.v1")
          .put("decision_id", decisionId)
          .put("surface", record)
          .build();
    }
  }

  /**
   * A complete listing of tools as privileged calls are held against it: {@code
   * assay.mcp.manifest}.
   *
   * @param label the server's label
   * @param record {@code assay.mcp_manifest_observed.v0}
   */
  public record ManifestObserved(String label, Json.Obj record) implements EventPayload {
    /** The event's type. */
    public static final String TYPE = "assay.mcp.manifest";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Optional<String> subject() {
      return Optional.of("server:" + label);
    }

    @Override
    public Json.Obj data() {
      return record;
    }
  }
}
