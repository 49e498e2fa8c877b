package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.ToolTaxonomy;
import dev.assay.core.policy.duty.ScopeContract;
import dev.assay.core.policy.list.DutyList;
import dev.assay.core.policy.scope.FileSystemView;
import dev.assay.core.problem.Where;
import java.util.List;
import java.util.Optional;

/** {@code tools.restrict_scope}: a call stays in the scope that its tool has. */
record RestrictScopeRule(
    DutyList<ScopeContract> duties, ToolTaxonomy taxonomy, FileSystemView files)
    implements PolicyRule {
  static final String NAME = "restrict_scope";

  static RestrictScopeRule read(PolicyDocument document) {
    return new RestrictScopeRule(
        DutyList.read(document, NAME, ScopeContract::read, false, Optional.empty()),
        document.taxonomy(),
        FileSystemView.NONE);
  }

  @Override
  public PolicyRule on(Site site) {
    return new RestrictScopeRule(duties, taxonomy, site.files());
  }

  @Override
  public Stage stage() {
    return Stage.SCOPE;
  }

  @Override
  public String key() {
    return duties.name();
  }

  @Override
  public int size() {
    return duties.size();
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    List<ScopeContract> owed = duties.of(call.name());
    for (int i = 0; i < owed.size(); i++) {
      ScopeContract.Mismatch mismatch =
          owed.get(i).judge(call, taxonomy.classesOf(call.name()), files);
      if (mismatch != null) {
        return Judgement.Denied.of(
            ReasonCode.E_SCOPE, Match.rule(key()), mismatch.token().replace('_', ' '));
      }
    }
    return owed.isEmpty() ? Judgement.NoObjection.NO_OBJECTION : new Judgement.Owed(NAME);
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return duties.place(call.name());
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_SCOPE;
  }

  @Override
  public Needs needs(String tool) {
    return duties.of(tool).isEmpty() ? Needs.TOTALS : Needs.ARGUMENTS;
  }

  @Override
  public boolean followsLinks(String tool) {
    return duties.of(tool).stream().anyMatch(ScopeContract::followsLinks);
  }

  @Override
  public Json form(String tool) {
    return Json.object()
        .put("contracts", duties.form(tool))
        .put("classes", Json.Arr.ofStrings(taxonomy.classesOf(tool)))
        .build();
  }

  @Override
  public Judgement passed(String tool) {
    return needs(tool) == Needs.ARGUMENTS
        ? new Judgement.Owed(NAME)
        : Judgement.NoObjection.NO_OBJECTION;
  }
}
