package dev.assay.core.policy.rule;

import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.identity.SignatureDemand;
import dev.assay.core.problem.Where;

/**
 * {@code signatures}: a tool is called only if its definition as listed is signed as the trust
 * policy wants it. A definition nobody has seen is signed by nobody.
 */
record ToolSignatureRule(SignatureDemand demand) implements PolicyRule {
  private static final Match MATCH = Match.rule(SignatureDemand.NAME);

  static ToolSignatureRule read(PolicyDocument document) {
    return new ToolSignatureRule(SignatureDemand.read(document));
  }

  @Override
  public Stage stage() {
    return Stage.SIGNATURE;
  }

  @Override
  public String key() {
    return SignatureDemand.NAME;
  }

  @Override
  public int size() {
    return demand.trustPolicy().isPresent() ? 1 : 0;
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    if (demand.trustPolicy().isEmpty()) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    return switch (state.tool().listing()) {
      case ASSUMED -> Judgement.NoObjection.NO_OBJECTION;
      case NOT_LISTED -> denied(ReasonCode.E_TOOL_UNOBSERVED, ToolIdentityRule.NOT_LISTED);
      case ABSENT -> denied(ReasonCode.E_TOOL_UNOBSERVED, ToolIdentityRule.ABSENT);
      case AMBIGUOUS -> denied(ReasonCode.E_TOOL_AMBIGUOUS, ToolIdentityRule.AMBIGUOUS);
      case LISTED -> judge(state.tool());
    };
  }

  private static Judgement judge(ToolSighting sighting) {
    ObservedTool tool = sighting.tool().orElseThrow();
    return switch (tool.signature()) {
      case TRUSTED, NOT_REQUIRED -> Judgement.NoObjection.NO_OBJECTION;
      case UNSIGNED, NOT_ASKED ->
          denied(ReasonCode.E_TOOL_UNSIGNED, "The tool's definition is not signed");
      case UNTRUSTED ->
          denied(
              ReasonCode.E_TOOL_KEY_UNTRUSTED,
              "The tool's definition is signed by a key that is not trusted");
      case INVALID ->
          denied(
              ReasonCode.E_TOOL_SIGNATURE_INVALID,
              "The tool's signature is malformed or not over its definition");
    };
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
      case E_TOOL_UNSIGNED, E_TOOL_KEY_UNTRUSTED, E_TOOL_SIGNATURE_INVALID -> true;
      case E_TOOL_UNOBSERVED, E_TOOL_AMBIGUOUS -> record.matchedRule().equals(key());
      default -> false;
    };
  }

  /** What was listed is known to the gate alone, when the call came. */
  @Override
  public Needs needs(String tool) {
    return size() > 0 ? Needs.MOMENT : Needs.TOTALS;
  }

  /** Whose signatures count stands in a file of which no digest is on record. */
  @Override
  public RestsOn restsOn(String tool) {
    return RestsOn.ANOTHER_FILE;
  }

  @Override
  public Json form(String tool) {
    return new Json.Str(demand.trustPolicy().orElse(""));
  }
}
