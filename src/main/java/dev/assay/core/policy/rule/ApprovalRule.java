package dev.assay.core.policy.rule;

import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.ApprovalFact;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.decision.Remedy;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.duty.ApprovalDemand;
import dev.assay.core.policy.list.ToolList;
import dev.assay.core.problem.Where;
import java.util.Collections;
import java.util.Optional;

/**
 * {@code tools.approval_required}: a person approves the call, this tool with these arguments.
 * Whether an approval holds is a fact of the state; nothing in the arguments counts as one. Where
 * the digest that an approval is bound to is of other arguments as well, nobody is asked.
 *
 * @param redaction gives what would be sent, which an approval is bound to
 */
record ApprovalRule(ToolList tools, ApprovalDemand demand, RedactArgsRule redaction)
    implements PolicyRule {
  static final String NAME = "approval_required";

  static ApprovalRule read(PolicyDocument document, RedactArgsRule redaction) {
    return new ApprovalRule(
        ToolList.read(document, NAME), ApprovalDemand.read(document), redaction);
  }

  @Override
  public PolicyRule on(Site site) {
    return new ApprovalRule(tools, demand, redaction.on(site));
  }

  @Override
  public Stage stage() {
    return Stage.APPROVAL;
  }

  @Override
  public String key() {
    return "tools." + NAME;
  }

  @Override
  public int size() {
    return tools.size();
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    if (!owes(call.name())) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    Optional<Json.Obj> sent = redaction.redacted(call);
    if (sent.isPresent() && !ApprovalSubject.binds(sent.get())) {
      return denied(ApprovalFlaw.UNBINDABLE.sentence(), Remedy.None.NONE);
    }
    return switch (state.approval()) {
      case ApprovalFact.Granted granted -> new Judgement.Approved(NAME, granted);
      case ApprovalFact.Wanting(ApprovalFlaw flaw, Optional<String> request) ->
          denied(
              flaw.sentence(),
              request.isPresent() ? new Remedy.Requested(request.get()) : Remedy.None.NONE);
      case ApprovalFact.Unasked _ -> unasked(sent);
    };
  }

  /** What cannot be redacted is denied for that: nobody is asked about a call that cannot pass. */
  private Judgement unasked(Optional<Json.Obj> sent) {
    return sent.isPresent()
        ? denied(ApprovalFlaw.MISSING.sentence(), new Remedy.Ask(sent.get()))
        : Judgement.NoObjection.NO_OBJECTION;
  }

  private Judgement denied(String explanation, Remedy remedy) {
    return new Judgement.Denied(
        ReasonCode.E_APPROVAL_REQUIRED,
        Match.rule(key()),
        explanation,
        Collections.emptyList(),
        remedy);
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_APPROVAL_REQUIRED;
  }

  /** Whether an approval lay there is known to the gate alone, when the call came. */
  @Override
  public Needs needs(String tool) {
    return owes(tool) ? Needs.MOMENT : Needs.TOTALS;
  }

  /** The keys of approvers stand in files of which no digest is on record. */
  @Override
  public RestsOn restsOn(String tool) {
    return demand.approvers().isEmpty() ? RestsOn.THE_POLICY : RestsOn.ANOTHER_FILE;
  }

  @Override
  public Json form(String tool) {
    return Json.object()
        .put("owed", owes(tool))
        .put("demand", demand.form())
        .put("sent", redaction.form(tool))
        .build();
  }

  @Override
  public Judgement passed(String tool) {
    return owes(tool) ? new Judgement.Owed(NAME) : Judgement.NoObjection.NO_OBJECTION;
  }

  private boolean owes(String tool) {
    return tools.size() > 0 && tools.match(tool) != null;
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return tools.place(call.name());
  }
}
