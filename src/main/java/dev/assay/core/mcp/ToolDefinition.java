package dev.assay.core.mcp;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.Optional;

/**
 * A tool as its upstream listed it.
 *
 * @param name the listed name
 * @param definitionDigest {@code sha256:} over the RFC 8785 form of name, title, description, input
 *     and output schema, annotations, execution and icons ({@code mcp-gateway.md} D-8)
 * @param bindingDigest {@code sha256:} over the RFC 8785 form of name, description, input schema
 *     and server label ({@code policy.md} 7.3); empty when the input schema is no object
 * @param hasOutputSchema whether results are promised a shape, which a client then checks
 */
public record ToolDefinition(
    String name, String definitionDigest, Optional<String> bindingDigest, boolean hasOutputSchema) {
  /** Twice what a policy lets a tool be called by; a longer name is bound to nothing. */
  public static final int MAX_NAME_CHARS = 256;

  private static final String[] PINNED = {
    "name",
    "title",
    "description",
    "inputSchema",
    "outputSchema",
    "annotations",
    "execution",
    "icons"
  };

  /** Every member that a digest is over, in the spelling of the wire and of older lists. */
  private static final ProtocolNames DIGESTED =
      ProtocolNames.of(
          "name",
          "title",
          "description",
          "inputSchema",
          "input_schema",
          "outputSchema",
          "output_schema",
          "annotations",
          "execution",
          "icons");

  private static final ProtocolNames NAME = ProtocolNames.of("name");

  /**
   * Gives the name by which one element of a {@code tools/list} answer can be called; empty when it
   * has none, or when another reader could find another one.
   */
  public static Optional<String> name(Json element) {
    return !(element instanceof Json.Obj tool) || NAME.areDisguisedIn(tool)
        ? Optional.empty()
        : tool.string("name").filter(name -> !name.isBlank() && name.length() <= MAX_NAME_CHARS);
  }

  /**
   * Says whether another reader could take a member of a tool for one that digests are over: it
   * only looks like one, or stands in both spellings.
   */
  public static boolean isDisguised(Json.Obj tool) {
    return DIGESTED.areDisguisedIn(tool)
        || (tool.get("inputSchema") != null && tool.get("input_schema") != null)
        || (tool.get("outputSchema") != null && tool.get("output_schema") != null);
  }

  /**
   * Gives the definition for one element of a {@code tools/list} answer; empty when it has no
   * usable name.
   */
  public static Optional<ToolDefinition> of(Json element, String serverLabel) {
    if (!(element instanceof Json.Obj tool)) {
      return Optional.empty();
    }
    return name(element)
        .map(
            name ->
                new ToolDefinition(
                    name,
                    Sha256.text(CanonicalJson.canonicalBytes(pinned(tool))),
                    binding(tool, name, serverLabel),
                    tool.get("outputSchema") instanceof Json.Obj));
  }

  private static Json.Obj pinned(Json.Obj tool) {
    Json.ObjBuilder kept = Json.object();
    for (String member : PINNED) {
      kept.put(member, tool.get(member));
    }
    return kept.build();
  }

  private static Optional<String> binding(Json.Obj tool, String name, String serverLabel) {
    Json input =
        tool.get("inputSchema") == null ? tool.get("input_schema") : tool.get("inputSchema");
    if (input != null && !(input instanceof Json.Obj)) {
      return Optional.empty();
    }
    String description = tool.string("description").orElse("").strip();
    String label = serverLabel.strip();
    Json.Obj preimage =
        Json.object()
            .put("name", name)
            .put("description", description.isEmpty() ? null : description)
            .put("input_schema", input)
            .put("server_id", label.isEmpty() ? null : label)
            .build();
    return Optional.of(Sha256.text(CanonicalJson.canonicalBytes(preimage)));
  }
}
