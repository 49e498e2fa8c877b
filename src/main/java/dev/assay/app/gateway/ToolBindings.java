package dev.assay.app.gateway;

import dev.assay.core.identity.Drift;
import dev.assay.core.identity.HiddenText;
import dev.assay.core.identity.HiddenTextScan;
import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.LockedTool;
import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolListing;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.identity.ToolSighting.Approval;
import dev.assay.core.identity.ToolSighting.Listing;
import dev.assay.core.identity.ToolSighting.ServerStanding;
import dev.assay.core.identity.ToolSighting.Standing;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.decision.EvidenceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tool definitions of a session as last listed, learned from answers to {@code tools/list} on
 * their way back, and how they compare with what was approved.
 *
 * <p>A listing is complete when a chain that began without a cursor reached a page without a next
 * cursor. A name that occurs twice in a listing is bound to nothing. Thread-safe: asked by the
 * agent's side, taught by the upstream's.
 */
final class ToolBindings {
  /** Remembers a request with a cursor. */
  static final int CONTINUES = -1;

  private static final String NO_INSTRUCTIONS = LockedServer.instructionsDigest("");

  private final String label;
  private final ToolApprovals approvals;
  private final Map<String, ObservedTool> bound = new ConcurrentHashMap<>();
  private final Set<String> ambiguous = ConcurrentHashMap.newKeySet();

  /** Definition digests by name; replaced as a whole by one side, read by the other. */
  private volatile Map<String, String> onRecord = Collections.emptyMap();

  // guarded by this
  private ToolListing chain;
  private boolean chainFromStart;
  private int generation;
  private boolean complete;
  private boolean drifted;

  /** The digest of what the server said of itself; null until it said anything. */
  private @Nullable String instructions;

  private List<HiddenText> hiddenInstructions = Collections.emptyList();

  ToolBindings(String label, ToolApprovals approvals) {
    this.label = label;
    this.approvals = approvals;
    this.chain = new ToolListing(label, approvals.trust());
  }

  /**
   * Gives the definition a name is bound to; empty when it was never listed, is ambiguous or
   * outdated.
   */
  Optional<ToolDefinition> definition(String tool) {
    ObservedTool observed = bound.get(tool);
    return observed == null ? Optional.empty() : Optional.of(observed.definition());
  }

  /** Notes that a complete listing is in the evidence. */
  void recorded(Complete listing) {
    Map<String, String> digests = new HashMap<>();
    for (ObservedTool tool : listing.listing().tools().values()) {
      digests.put(tool.name(), tool.definition().definitionDigest());
    }
    onRecord = Collections.unmodifiableMap(digests);
  }

  /**
   * Says whether the latest complete listing in the evidence has a tool as it is bound now, in a
   * form that decisions can name.
   */
  boolean isOnRecord(ToolDefinition tool) {
    return tool.bindingDigest().isPresent()
        && tool.definitionDigest().equals(onRecord.get(tool.name()));
  }

  /** What is recorded is the definition that was judged, whatever is listed meanwhile. */
  Optional<ToolDefinition> definition(String tool, ToolSighting sighting) {
    return sighting.tool().isPresent()
        ? sighting.tool().map(ObservedTool::definition)
        : definition(tool);
  }

  /** Gives the evidence of a call of this tool that cannot be had. */
  List<EvidenceKind> lacking(Optional<ToolDefinition> definition, boolean answerable) {
    List<EvidenceKind> lacking = new ArrayList<>();
    if (!answerable) {
      lacking.add(EvidenceKind.OUTCOME);
    }
    if (definition.isEmpty() || !isOnRecord(definition.get())) {
      lacking.add(EvidenceKind.TOOL_DEFINITION);
    }
    return Collections.unmodifiableList(lacking);
  }

  /** Gives what is known of a tool at this moment, for rules about who it is. */
  synchronized ToolSighting sighting(String tool) {
    ServerStanding server = serverStanding();
    ObservedTool observed = bound.get(tool);
    if (!complete || observed == null) {
      Listing listing =
          !complete
              ? Listing.NOT_LISTED
              : ambiguous.contains(tool) ? Listing.AMBIGUOUS : Listing.ABSENT;
      return ToolSighting.unlisted(listing, server).heldAgainst(approvals.baseline().tool(tool));
    }
    return new ToolSighting(
        Listing.LISTED,
        Optional.of(observed),
        approval(observed),
        server,
        approvals.baseline().tool(tool));
  }

  /** Says whether something was approved of the server, and no tool of this name. */
  synchronized boolean isUnapproved(String tool) {
    Optional<LockedServer> approved = approvals.approved();
    return approved.isPresent() && !approved.get().tools().containsKey(tool);
  }

  private ServerStanding serverStanding() {
    Optional<LockedServer> approved = approvals.approved();
    boolean others =
        instructions != null
            && approved.isPresent()
            && !approved.get().instructionsDigest().equals(instructions);
    return new ServerStanding(
        drifted || others, others, !hiddenInstructions.isEmpty(), approvals.isUnkept());
  }

  private Approval approval(ObservedTool tool) {
    Optional<LockedServer> approved = approvals.approved();
    if (approved.isEmpty()) {
      return Approval.NONE;
    }
    LockedTool locked = approved.get().tools().get(tool.name());
    Standing standing =
        !tool.exact()
            ? Standing.INEXACT
            : locked == null
                ? Standing.ADDED
                : locked.equals(tool.identity()) ? Standing.APPROVED : Standing.CHANGED;
    return new Approval(standing, Optional.ofNullable(locked));
  }

  /**
   * Notes the server's instructions, part of the set digest, and gives what hides in them. They
   * count from then on, whatever it said before.
   */
  synchronized List<HiddenText> instructions(String text) {
    instructions = LockedServer.instructionsDigest(text);
    hiddenInstructions = HiddenTextScan.ofText(text, "/instructions");
    return hiddenInstructions;
  }

  /**
   * Notes that the upstream announced other tools: nothing is known until they are listed again.
   */
  synchronized void invalidate() {
    bound.clear();
    ambiguous.clear();
    generation++;
    chainFromStart = false;
    complete = false;
  }

  /**
   * Gives what a listing's request is remembered by until its answer: one with a cursor goes on
   * with the listing that is being read, one without begins another, which the upstream's news of
   * other tools outdates.
   */
  synchronized int requested(boolean cursor) {
    return cursor ? CONTINUES : generation;
  }

  /**
   * A complete listing.
   *
   * @param offered what approving it would approve
   * @param listing its tools
   * @param comparison how it compares; empty when nothing is held against it
   * @param firstUse what became of keeping it as the first use, when it is
   */
  record Complete(
      LockedServer offered,
      ToolListing listing,
      Optional<Comparison> comparison,
      Optional<ToolApprovals.FirstUse.Keeping> firstUse) {}

  /** How a listing compares with what was approved, and what the approval rests on. */
  record Comparison(String basis, LockedServer approved, Drift drift) {}

  /**
   * Learns one page of a listing, the answer to what {@link #requested} gave this for; gives the
   * whole listing when the page completed it.
   */
  synchronized Optional<Complete> answered(Json.Obj result, int request) {
    if (request != CONTINUES) {
      chain = new ToolListing(label, approvals.trust());
      chainFromStart = request == generation;
    }
    if (!(result.get("tools") instanceof Json.Arr tools)) {
      return Optional.empty();
    }
    chain.add(tools).forEach(this::bind);
    boolean last = !(result.get("nextCursor") instanceof Json.Str);
    if (!last || !chainFromStart || chain.isFull()) {
      return Optional.empty();
    }
    chainFromStart = false;
    complete = true;
    bound.keySet().retainAll(chain.tools().keySet());
    ambiguous.retainAll(chain.tools().keySet());
    return Optional.of(completed());
  }

  private void bind(ObservedTool tool) {
    String name = tool.name();
    if (chain.isAmbiguous(name)) {
      bound.remove(name);
      ambiguous.add(name);
    } else if (bound.size() < ToolListing.MAX_TOOLS || bound.containsKey(name)) {
      bound.put(name, tool);
      ambiguous.remove(name);
    }
    Optional<LockedServer> approved = approvals.approved();
    // seen on any page: a server that drifted does not get to finish its listing first
    drifted |= approved.isPresent() && approval(tool).standing() != Standing.APPROVED;
  }

  private Complete completed() {
    String said = instructions == null ? NO_INSTRUCTIONS : instructions;
    LockedServer offered = chain.identity(said);
    Optional<ToolApprovals.FirstUse.Keeping> firstUse = approvals.offered(chain.approvable(said));
    Optional<LockedServer> approved = approvals.approved();
    if (approved.isEmpty()) {
      return new Complete(offered, chain, Optional.empty(), firstUse);
    }
    String against = instructions == null ? approved.get().instructionsDigest() : said;
    Drift drift = Drift.between(approved.get(), chain, against);
    drifted = !drift.isEmpty();
    Comparison comparison = new Comparison(approvals.basis(), approved.get(), drift);
    return new Complete(offered, chain, Optional.of(comparison), firstUse);
  }
}
