package dev.assay.core.surface.privileged;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolListing;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.policy.privileged.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code assay.mcp_manifest_observed.v0}: a complete listing of a server's tools by digest, and
 * which of them are privileged by name.
 */
public final class ManifestRecord {
  /** The schema of the record. */
  public static final String SCHEMA = "assay.mcp_manifest_observed.v0";

  /** A record of more tools has their digest and number only: it has to fit one event. */
  static final int MAX_LISTED = 1_000;

  private static final Json.Arr NON_CLAIMS =
      Json.Arr.ofStrings(List.of("definitions_are_the_servers_claims", "not_an_approval"));

  private ManifestRecord() {}

  /** Gives the record of a listing that was complete. */
  public static Json.Obj of(String server, ToolListing listing) {
    boolean ambiguous = listing.tools().keySet().stream().anyMatch(listing::isAmbiguous);
    boolean listed = listing.tools().size() <= MAX_LISTED;
    Json.Obj observed =
        Json.object()
            .put(
                "manifest_digest",
                ambiguous ? Json.Null.NULL : new Json.Str(manifestDigest(listing)))
            .put("canonicalization", "jcs:assay.mcp_manifest_projection.v0")
            .put("tool_count", listing.tools().size())
            .put(
                "privileged_tool_count",
                listing.tools().keySet().stream()
                    .filter(name -> PrivilegedAction.of(name).isPresent())
                    .count())
            .put("tools_list_observed", true)
            .put("tools_list_complete", "complete")
            .put("tool_digests", listed ? tools(listing) : Json.Null.NULL)
            .build();
    return Json.object()
        .put("schema", SCHEMA)
        .put("status", ambiguous ? "ambiguous" : "observed")
        .put("server", Json.object().put("id", server).build())
        .put("observed", observed)
        .put("non_claims", NON_CLAIMS)
        .build();
  }

  /** Gives the digest over the names and digests of all tools, by name. */
  static String manifestDigest(ToolListing listing) {
    List<Json> tools = new ArrayList<>();
    for (ObservedTool tool : listing.tools().values()) {
      tools.add(
          Json.object().put("name", tool.name()).put("tool_digest", tool.toolDigest()).build());
    }
    return Sha256.text(
        CanonicalJson.canonicalBytes(
            Json.object()
                .put("projection", "assay.mcp_manifest_projection.v0")
                .put("tools", new Json.Arr(tools))
                .build()));
  }

  private static Json.Arr tools(ToolListing listing) {
    List<Json> tools = new ArrayList<>();
    for (ObservedTool tool : listing.tools().values()) {
      Optional<PrivilegedAction> action = PrivilegedAction.of(tool.name());
      tools.add(
          Json.object()
              .put("name", RecordText.bounded(tool.name()))
              .put("tool_digest", tool.toolDigest())
              .put("privileged", action.isPresent())
              .put("privilege_classification", action.isPresent() ? "classified" : "unclassified")
              .put("action_class", Members.orNull(action.map(a -> a.actionClass().word())))
              .build());
    }
    return new Json.Arr(tools);
  }
}
