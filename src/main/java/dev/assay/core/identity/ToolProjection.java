package dev.assay.core.identity;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;

/**
 * The part of a tool that {@code tool_digest} is over: five members, in the spelling of the wire or
 * of older lists, absent ones as null ({@code policy.md} 6.4).
 */
final class ToolProjection {
  private ToolProjection() {}

  static String digest(Json.Obj tool) {
    Json.Obj projection =
        Json.object()
            .put("name", orNull(tool, "name", "name"))
            .put("description", orNull(tool, "description", "description"))
            .put("input_schema", inputSchema(tool))
            .put("output_schema", orNull(tool, "outputSchema", "output_schema"))
            .put("annotations", orNull(tool, "annotations", "annotations"))
            .build();
    return Sha256.text(CanonicalJson.canonicalBytes(projection));
  }

  static Json inputSchema(Json.Obj tool) {
    return orNull(tool, "inputSchema", "input_schema");
  }

  private static Json orNull(Json.Obj tool, String wire, String older) {
    Json value = tool.get(wire);
    if (value == null) {
      value = tool.get(older);
    }
    return value == null ? Json.Null.NULL : value;
  }
}
