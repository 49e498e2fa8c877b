package dev.assay.core.identity;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of one server was approved: its instructions and all its tools, by digest.
 *
 * @param instructionsDigest {@code sha256:} of the instructions' UTF-8 text, which may be empty
 * @param tools by name, sorted
 */
public record LockedServer(String instructionsDigest, SortedMap<String, LockedTool> tools) {
  /** Copies the tools. */
  public LockedServer {
    tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
  }

  /** Gives the digest of a server's instructions. */
  public static String instructionsDigest(String instructions) {
    return Sha256.text(instructions.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Gives the digest of the set: of all names and the instructions. A tool that was renamed, added
   * or taken away changes it; a changed definition does not ({@code mcp-gateway.md} D-8).
   */
  public String setDigest() {
    Json.Obj preimage =
        Json.object()
            .put("instructions_sha256", instructionsDigest)
            .put("names", Json.Arr.ofStrings(tools.keySet()))
            .build();
    return Sha256.text(CanonicalJson.canonicalBytes(preimage));
  }

  /** Gives the digest of all that was approved: of the RFC 8785 form of this part of a lock. */
  public String digest() {
    return Sha256.text(CanonicalJson.canonicalBytes(json()));
  }

  Json.Obj json() {
    Json.ObjBuilder locked = Json.object();
    tools.forEach(
        (name, tool) ->
            locked.put(
                name,
                Json.object()
                    .put("tool_digest", tool.toolDigest())
                    .put("definition_digest", tool.definitionDigest())
                    .build()));
    return Json.object()
        .put("set_digest", setDigest())
        .put("instructions_digest", instructionsDigest)
        .put("tools", locked.build())
        .build();
  }
}
