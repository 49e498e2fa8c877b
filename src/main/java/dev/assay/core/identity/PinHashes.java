package dev.assay.core.identity;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * The hashes of the older form of pin, {@code tool_pins} of a policy ({@code policy.md} 1.7).
 *
 * @param schemaHash 64 hex digits over the RFC 8785 form of the input schema
 * @param receivedSchemaHash the same over compact JSON in the order received, which older tools
 *     wrote; only to tell such a pin from a changed schema
 * @param metaHash 64 hex digits over the description
 */
public record PinHashes(String schemaHash, String receivedSchemaHash, String metaHash) {
  static PinHashes of(Json.Obj tool) {
    Json schema = ToolProjection.inputSchema(tool);
    return new PinHashes(
        Sha256.hex(CanonicalJson.canonicalBytes(schema)),
        Sha256.hex(JsonText.compact(schema).getBytes(StandardCharsets.UTF_8)),
        Sha256.hex(tool.string("description").orElse("").getBytes(StandardCharsets.UTF_8)));
  }
}
