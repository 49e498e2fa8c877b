package dev.assay.core.policy.rule;

import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.ToolBaseline;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.privileged.PrivilegedActions;
import dev.assay.core.problem.Where;
import java.util.Optional;

/**
 * {@code privileged_actions}: a governed call passes when its action is allowed on its target, the
 * declared credential covers it, and the tool is the one in the baseline, now.
 *
 * @param action what the call and the policy say
 * @param baseline what the server lists now
 */
record PrivilegedRules(Action action, Baseline baseline) {

  static PrivilegedRules read(PolicyDocument document) {
    PrivilegedActions actions = PrivilegedActions.read(document);
    return new PrivilegedRules(new Action(actions), new Baseline(actions));
  }

  PrivilegedActions actions() {
    return action.actions();
  }

  /** Classification, allowance and credential: the same for the same arguments, at any time. */
  record Action(PrivilegedActions actions) implements PolicyRule {
    @Override
    public Stage stage() {
      return Stage.PRIVILEGE;
    }

    @Override
    public String key() {
      return PrivilegedActions.NAME;
    }

    @Override
    public int size() {
      return actions.tools().all().size();
    }

    @Override
    public Judgement judge(ToolCall call, PolicyState state) {
      if (!actions.governs(call.name())) {
        return Judgement.NoObjection.NO_OBJECTION;
      }
      Optional<PrivilegedActions.Refusal> refusal = actions.judge(call);
      return refusal.isEmpty()
          ? Judgement.NoObjection.NO_OBJECTION
          : Judgement.Denied.of(
              refusal.get().reason(), Match.rule(key()), refusal.get().explanation());
    }

    @Override
    public Where place(ToolCall call, PolicyState state) {
      return actions.where();
    }

    @Override
    public boolean denied(RecordedDenial record) {
      return switch (record.reason()) {
        case E_PRIVILEGED_UNCLASSIFIED,
            E_PRIVILEGED_INCOMPLETE,
            E_PRIVILEGED_NO_ALLOWANCE,
            E_PRIVILEGED_SCOPE_UNKNOWN,
            E_PRIVILEGED_SCOPE ->
            true;
        default -> false;
      };
    }

    @Override
    public Needs needs(String tool) {
      return actions.governs(tool) ? Needs.ARGUMENTS : Needs.TOTALS;
    }

    @Override
    public Json form(String tool) {
      return actions.governs(tool) ? actions.canonical() : Json.Null.NULL;
    }
  }

  /** The tool's definition as listed now, against the baseline. */
  record Baseline(PrivilegedActions actions) implements PolicyRule {
    private static final Match MATCH = Match.rule(PrivilegedActions.NAME + ".baseline");

    @Override
    public Stage stage() {
      return Stage.BASELINE;
    }

    @Override
    public String key() {
      return MATCH.matchedRule();
    }

    @Override
    public int size() {
      return actions.isOn() ? 1 : 0;
    }

    @Override
    public Judgement judge(ToolCall call, PolicyState state) {
      ToolSighting sighting = state.tool();
      if (!actions.governs(call.name()) || sighting.listing() == ToolSighting.Listing.ASSUMED) {
        return Judgement.NoObjection.NO_OBJECTION;
      }
      return sighting.baseline().isEmpty()
          ? denied(
              ReasonCode.E_MANIFEST_BASELINE,
              "The baseline of privileged calls does not have the tool")
          : judge(sighting.baseline().get(), sighting);
    }

    private static Judgement judge(ToolBaseline.Entry approved, ToolSighting sighting) {
      return switch (sighting.listing()) {
        case ASSUMED -> Judgement.NoObjection.NO_OBJECTION;
        case NOT_LISTED -> denied(ReasonCode.E_MANIFEST_UNOBSERVED, ToolIdentityRule.NOT_LISTED);
        case ABSENT -> denied(ReasonCode.E_MANIFEST_UNOBSERVED, ToolIdentityRule.ABSENT);
        case AMBIGUOUS -> denied(ReasonCode.E_MANIFEST_AMBIGUOUS, ToolIdentityRule.AMBIGUOUS);
        case LISTED -> compare(approved, sighting.tool().orElseThrow());
      };
    }

    private static Judgement compare(ToolBaseline.Entry approved, ObservedTool tool) {
      return approved.holds(tool)
          ? Judgement.NoObjection.NO_OBJECTION
          : denied(
              ReasonCode.E_MANIFEST_DRIFT,
              "The tool's definition is not the one in the baseline of privileged calls");
    }

    private static Judgement denied(ReasonCode reason, String explanation) {
      return Judgement.Denied.of(reason, MATCH, explanation);
    }

    @Override
    public Where place(ToolCall call, PolicyState state) {
      return actions.where();
    }

    @Override
    public boolean denied(RecordedDenial record) {
      return switch (record.reason()) {
        case E_MANIFEST_BASELINE, E_MANIFEST_AMBIGUOUS, E_MANIFEST_UNOBSERVED, E_MANIFEST_DRIFT ->
            true;
        default -> false;
      };
    }

    /** What was listed is known to the gate alone, when the call came. */
    @Override
    public Needs needs(String tool) {
      return actions.governs(tool) ? Needs.MOMENT : Needs.TOTALS;
    }

    /** What the baseline's file held is on record nowhere. */
    @Override
    public RestsOn restsOn(String tool) {
      return RestsOn.ANOTHER_FILE;
    }

    @Override
    public Json form(String tool) {
      return actions.governs(tool) ? new Json.Str(actions.manifest().baseline()) : Json.Null.NULL;
    }
  }
}
