package dev.assay.core.policy.rule;

import dev.assay.core.identity.LockedTool;
import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.identity.ToolSighting.Approval;
import dev.assay.core.identity.ToolSighting.ServerStanding;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.identity.IdentityDemand;
import dev.assay.core.policy.identity.IdentityDemand.DriftAnswer;
import dev.assay.core.policy.identity.IdentityDemand.Mode;
import dev.assay.core.problem.Where;

/**
 * {@code tool_identity}: a tool is called only while it and its server are as approved, and no text
 * hides in what they say. What nobody has seen is not as approved.
 */
record ToolIdentityRule(IdentityDemand demand) implements PolicyRule {
  static final String NOT_LISTED =
      "The server's tools were not listed to the end since they last may have changed;"
          + " list them, then call again";
  static final String ABSENT = "The server's list of tools does not have this tool";
  static final String AMBIGUOUS = "The server lists this tool twice, so no definition counts";

  private static final int SHOWN = "sha256:".length() + 8;
  private static final Match MATCH = Match.rule(IdentityDemand.NAME);

  static ToolIdentityRule read(PolicyDocument document) {
    return new ToolIdentityRule(IdentityDemand.read(document));
  }

  @Override
  public Stage stage() {
    return Stage.IDENTITY;
  }

  @Override
  public String key() {
    return IdentityDemand.NAME;
  }

  @Override
  public int size() {
    return demand.isOn() ? 1 : 0;
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    ToolSighting sighting = state.tool();
    if (!demand.isOn() || sighting.listing() == ToolSighting.Listing.ASSUMED) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    if (demand.mode() == Mode.TOFU && sighting.server().unkept()) {
      return denied(
          ReasonCode.E_TOOL_UNOBSERVED,
          "What the server offers on its first use could not be kept, so it cannot be trusted");
    }
    return switch (sighting.listing()) {
      case ASSUMED -> Judgement.NoObjection.NO_OBJECTION;
      case NOT_LISTED -> unseen(ReasonCode.E_TOOL_UNOBSERVED, NOT_LISTED);
      case ABSENT -> unseen(ReasonCode.E_TOOL_UNOBSERVED, ABSENT);
      case AMBIGUOUS -> unseen(ReasonCode.E_TOOL_AMBIGUOUS, AMBIGUOUS);
      case LISTED -> judge(sighting, sighting.tool().orElseThrow());
    };
  }

  private Judgement judge(ToolSighting sighting, ObservedTool tool) {
    ServerStanding server = sighting.server();
    boolean hidden = !tool.hiddenText().isEmpty() || server.hidesText();
    if (demand.deniesHiddenText() && hidden) {
      return denied(
          ReasonCode.E_TOOL_HIDDEN_TEXT,
          tool.hiddenText().isEmpty()
              ? "Text hides in the server's instructions"
              : "Text hides in the tool's definition: " + tool.hiddenText().getFirst().sentence());
    }
    if (demand.mode() == Mode.OFF) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    if (server.otherInstructions()) {
      return drifted("The server's instructions are not those that were approved");
    }
    return switch (sighting.approval().standing()) {
      case APPROVED ->
          server.drifted() && demand.onDrift() == DriftAnswer.DENY_SERVER
              ? drifted("The server offers something else than was approved")
              : Judgement.NoObjection.NO_OBJECTION;
      case CHANGED -> drifted(changed(sighting.approval(), tool));
      case ADDED -> drifted("The tool is not among those that were approved");
      case INEXACT ->
          drifted("The tool's definition has a number or a look-alike member that no digest fixes");
      case NO_BASELINE ->
          unseen(ReasonCode.E_TOOL_UNOBSERVED, "Nothing was approved of this server");
    };
  }

  private static String changed(Approval approval, ObservedTool tool) {
    LockedTool approved = approval.approved().orElseThrow();
    boolean shown = !approved.toolDigest().equals(tool.toolDigest());
    String before = shown ? approved.toolDigest() : approved.definitionDigest();
    String now = shown ? tool.toolDigest() : tool.definition().definitionDigest();
    return "The tool's definition is not the one that was approved (approved "
        + before.substring(0, SHOWN)
        + ", listed "
        + now.substring(0, SHOWN)
        + ")";
  }

  private Judgement drifted(String explanation) {
    return warns()
        ? new Judgement.Warned(ReasonCode.E_TOOL_DRIFT)
        : denied(ReasonCode.E_TOOL_DRIFT, explanation);
  }

  /**
   * A definition nobody saw cannot be searched either, so hidden text denies whatever drift does.
   */
  private Judgement unseen(ReasonCode reason, String explanation) {
    return warns() && !demand.deniesHiddenText()
        ? new Judgement.Warned(reason)
        : denied(reason, explanation);
  }

  private boolean warns() {
    return demand.onDrift() == DriftAnswer.WARN;
  }

  private static Judgement denied(ReasonCode reason, String explanation) {
    return Judgement.Denied.of(reason, MATCH, explanation);
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return demand.where();
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return switch (record.reason()) {
      case E_TOOL_DRIFT, E_TOOL_UNOBSERVED, E_TOOL_AMBIGUOUS, E_TOOL_HIDDEN_TEXT ->
          record.matchedRule().equals(key());
      default -> false;
    };
  }

  /** What was listed is known to the gate alone, when the call came. */
  @Override
  public Needs needs(String tool) {
    return size() > 0 ? Needs.MOMENT : Needs.TOTALS;
  }

  @Override
  public RestsOn restsOn(String tool) {
    return demand.mode() == Mode.LOCKED ? RestsOn.THE_LOCK : RestsOn.THE_POLICY;
  }

  @Override
  public Json form(String tool) {
    return demand.onDrift() == DriftAnswer.WARN
        ? Json.Null.NULL // whether it warned is not on record with every call
        : new Json.Str(
            demand.mode()
                + " "
                + demand.lock()
                + " "
                + demand.onDrift()
                + " "
                + demand.deniesHiddenText());
  }
}
