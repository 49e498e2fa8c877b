package dev.assay.core.policy;

import dev.assay.core.identity.HiddenTextScan;
import dev.assay.core.identity.LockedTool;
import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.PinHashes;
import dev.assay.core.identity.ToolBaseline;
import dev.assay.core.identity.ToolHints;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.identity.ToolSighting.Approval;
import dev.assay.core.identity.ToolSighting.Listing;
import dev.assay.core.identity.ToolSighting.ServerStanding;
import dev.assay.core.identity.ToolSighting.Standing;
import dev.assay.core.identity.ToolTrust;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.session.SessionFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a session might know of a tool, for tests. */
final class Sightings {
  private static final String SERVER = "test";

  private Sightings() {}

  /**
   * The sighting that a line of {@code calls.ndjson} describes: {@code listing}, {@code tool} (a
   * definition), {@code approved} (another one), and of {@code drifted}, {@code instructions},
   * {@code hidden}, {@code unkept} those that hold; {@code signature} (a standing); {@code
   * baseline} (a definition). Without one, nothing was listed.
   */
  static ToolSighting of(Json.Obj call) {
    Optional<Json.Obj> described = call.object("sighting");
    if (described.isEmpty()) {
      return ToolSighting.NOT_LISTED;
    }
    Json.Obj sighting = described.get();
    ServerStanding server =
        new ServerStanding(
            sighting.get("drifted") != null,
            sighting.get("instructions") != null,
            sighting.get("hidden") != null,
            sighting.get("unkept") != null);
    String listing = sighting.string("listing").orElse("listed").toUpperCase(Locale.ROOT);
    if (sighting.get("tool") == null) {
      return ToolSighting.unlisted(Listing.valueOf(listing), server)
          .heldAgainst(baseline(sighting));
    }
    ObservedTool seen =
        ObservedTool.of(sighting.get("tool"), SERVER, Optional.empty()).orElseThrow();
    ObservedTool tool =
        new ObservedTool(
            seen.server(),
            seen.definition(),
            seen.toolDigest(),
            seen.hashes(),
            seen.exact(),
            seen.hiddenText(),
            ToolTrust.Standing.valueOf(
                sighting.string("signature").orElse("not_asked").toUpperCase(Locale.ROOT)),
            seen.hints());
    Optional<LockedTool> approved =
        sighting
            .object("approved")
            .map(
                other -> ObservedTool.of(other, SERVER, Optional.empty()).orElseThrow().identity());
    Standing standing =
        !tool.exact()
            ? Standing.INEXACT
            : approved.isEmpty()
                ? Standing.ADDED
                : approved.get().equals(tool.identity()) ? Standing.APPROVED : Standing.CHANGED;
    return new ToolSighting(
        Listing.LISTED,
        Optional.of(tool),
        new Approval(standing, approved),
        server,
        baseline(sighting));
  }

  private static Optional<ToolBaseline.Entry> baseline(Json.Obj sighting) {
    return sighting
        .object("baseline")
        .map(tool -> ObservedTool.of(tool, SERVER, Optional.empty()).orElseThrow().toolDigest())
        .map(digest -> new ToolBaseline.Entry(digest, Optional.empty()));
  }

  /** The identity that a vector says was observed; without one, nothing was listed. */
  static ToolSighting ofVector(Json.Obj call) {
    Optional<Json.Obj> observed = call.object("observed_identity");
    if (observed.isEmpty()) {
      return ToolSighting.NOT_LISTED;
    }
    Json.Obj identity = observed.get();
    String schemaHash = identity.string("schema_hash").orElseThrow();
    String name = identity.string("tool_name").orElseThrow();
    ObservedTool tool =
        new ObservedTool(
            identity.string("server_id").orElseThrow(),
            new ToolDefinition(name, "", Optional.empty(), false),
            "",
            new PinHashes(schemaHash, schemaHash, identity.string("meta_hash").orElseThrow()),
            true,
            List.of(),
            ToolTrust.Standing.NOT_ASKED,
            ToolHints.NONE);
    return listed(tool, Standing.NO_BASELINE, ServerStanding.UNKNOWN);
  }

  /** The state of the {@code count}th call. */
  static PolicyState state(long count, ToolSighting sighting) {
    return new PolicyState(count, count, SessionFacts.NONE, List.of(), sighting);
  }

  static ToolSighting listed(ObservedTool tool, Standing standing, ServerStanding server) {
    Optional<LockedTool> approved =
        standing == Standing.APPROVED || standing == Standing.CHANGED
            ? Optional.of(new LockedTool("sha256:" + "0".repeat(64), "sha256:" + "1".repeat(64)))
            : Optional.empty();
    return new ToolSighting(
        Listing.LISTED, Optional.of(tool), new Approval(standing, approved), server);
  }

  static ObservedTool tool(boolean hidden) {
    Json.Obj json =
        Json.object().put("name", "t").put("description", hidden ? "\u200b" : "plain").build();
    ObservedTool tool = ObservedTool.of(json, SERVER, Optional.empty()).orElseThrow();
    if (hidden == HiddenTextScan.ofTool(json).isEmpty()) {
      throw new AssertionError("the scan disagrees");
    }
    return tool;
  }
}
