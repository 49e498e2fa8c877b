package dev.assay.app.gateway;

import dev.assay.app.gateway.ToolBindings.Comparison;
import dev.assay.app.record.EvidenceRecorder;
import dev.assay.app.record.Recording;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.PrivilegedEvents.ManifestObserved;
import dev.assay.core.evidence.ToolsListed;
import dev.assay.core.identity.Drift;
import dev.assay.core.identity.HiddenText;
import dev.assay.core.identity.ObservedTool;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.McpMessage;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.surface.privileged.ManifestRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an upstream says about itself and its tools, on its way back: learned, held against what was
 * approved, put on record, told to the console. Judges nothing.
 */
final class ListingSteps {
  static final String INITIALIZE = "initialize";
  static final String DISCOVER = "server/discover";
  static final String TOOLS_LIST = "tools/list";

  private final EvidenceRecorder recorder;
  private final InstantSource clock;
  private final GatewaySettings settings;
  private final ListingNotices notices;
  private final boolean privileged;

  /** Makes one; with {@code privileged}, listings are recorded for privileged calls as well. */
  ListingSteps(
      EvidenceRecorder recorder,
      InstantSource clock,
      GatewaySettings settings,
      ListingNotices notices,
      boolean privileged) {
    this.recorder = recorder;
    this.clock = clock;
    this.settings = settings;
    this.notices = notices;
    this.privileged = privileged;
  }

  /** Says whether the answer to a request teaches anything. */
  static boolean teaches(Optional<OpenRequest> open) {
    String method = open.isPresent() ? open.get().method() : "";
    return method.equals(TOOLS_LIST) || method.equals(INITIALIZE) || method.equals(DISCOVER);
  }

  void learn(Session session, OpenRequest open, Json.Obj answer) {
    switch (open.method()) {
      case INITIALIZE -> {
        answer.object("serverInfo").ifPresent(session::remember);
        notices.initialized(answer);
        instructions(session, answer);
      }
      case DISCOVER -> {
        answer
            .object("_meta")
            .flatMap(meta -> meta.object("io.modelcontextprotocol/serverInfo"))
            .ifPresent(session::remember);
        instructions(session, answer);
      }
      case TOOLS_LIST ->
          session
              .tools
              .answered(answer, open.listing())
              .ifPresent(listing -> listed(session, listing));
      default -> {}
    }
  }

  /** Takes an answer to a listing of ours: learned like any other. */
  void answeredOurs(Session session, McpMessage.Response response) {
    Json.Obj result = response.result() instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    Optional<Integer> listing = session.ownListing.remembers(response.id(), result);
    if (listing.isPresent()) {
      learn(session, OpenRequest.listing(TOOLS_LIST, "", listing.get()), result);
    }
    session.ownListing.answered(response.id(), result);
  }

  /** Says whether an answer that teaches nothing is to a listing of ours, which ends with it. */
  boolean endsOurs(Session session, Optional<MessageId> id) {
    boolean ours = id.isPresent() && session.ownListing.claims(id.get());
    if (ours) {
      session.ownListing.failed(id.get());
    }
    return ours;
  }

  private void instructions(Session session, Json.Obj answer) {
    notices.hidden(
        "the server's instructions",
        session.tools.instructions(answer.string("instructions").orElse("")));
  }

  private void listed(Session session, ToolBindings.Complete complete) {
    ToolsListed.Listing listing =
        new ToolsListed.Listing(
            settings.label(),
            complete.offered().setDigest(),
            complete.offered().instructionsDigest(),
            complete.comparison().map(ListingSteps::approved));
    boolean recorded = true;
    for (EventPayload event : ToolsListed.of(listing, tools(complete))) {
      recorded &= recorder.record(clock.instant(), _ -> event) instanceof Recording.Done;
    }
    if (privileged) {
      EventPayload manifest =
          new ManifestObserved(
              settings.label(), ManifestRecord.of(settings.label(), complete.listing()));
      recorded &= recorder.record(clock.instant(), _ -> manifest) instanceof Recording.Done;
    }
    if (recorded) {
      session.tools.recorded(complete);
    }
    notices.listed(complete.listing());
    complete.firstUse().ifPresent(notices::firstUse);
    complete.comparison().ifPresent(comparison -> notices.drift(comparison.drift()));
    complete
        .listing()
        .tools()
        .values()
        .forEach(tool -> notices.hidden("tool `" + tool.name() + "`", tool.hiddenText()));
  }

  private static ToolsListed.Approved approved(Comparison comparison) {
    return new ToolsListed.Approved(comparison.basis(), comparison.approved().digest());
  }

  /** Every listed tool, and every approved one that is not listed, by name. */
  private static List<ToolsListed.Tool> tools(ToolBindings.Complete complete) {
    Map<String, String> changes = new TreeMap<>();
    Optional<Comparison> comparison = complete.comparison();
    if (comparison.isPresent()) {
      for (Drift.ToolChange change : comparison.get().drift().tools()) {
        changes.put(change.name(), change.kind().wire());
      }
    }
    List<ToolsListed.Tool> tools = new ArrayList<>();
    for (ObservedTool tool : complete.listing().tools().values()) {
      String change = changes.remove(tool.name());
      String standing = change == null ? "approved" : change;
      tools.add(
          new ToolsListed.Tool(
              tool.name(),
              Optional.of(
                  new ToolsListed.Digests(
                      tool.definition().definitionDigest(),
                      tool.toolDigest(),
                      tool.definition().bindingDigest())),
              comparison.isPresent() ? Optional.of(standing) : Optional.empty(),
              tool.hiddenText().stream()
                  .map(HiddenText::kind)
                  .map(HiddenText.Kind::wire)
                  .toList()));
    }
    changes.forEach(
        (name, standing) ->
            tools.add(
                new ToolsListed.Tool(name, Optional.empty(), Optional.of(standing), List.of())));
    return tools;
  }
}
