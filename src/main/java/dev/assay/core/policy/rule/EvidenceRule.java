package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.EvidenceKind;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * {@code evidence.kinds}: evidence without which no call passes. What can be had is part of the
 * state; the recorder's own failure denies without being asked here.
 */
record EvidenceRule(List<EvidenceKind> kinds, Where where) implements PolicyRule {
  private static final String NAME = "evidence";
  private static final String MODE = "mode";
  private static final String KINDS = "kinds";
  private static final List<String> MEMBERS =
      Collections.unmodifiableList(Arrays.asList(MODE, KINDS));

  static EvidenceRule read(PolicyDocument document) {
    if (!document.root().isMapping(NAME)) {
      return new EvidenceRule(Collections.emptyList(), Where.NOWHERE);
    }
    Section evidence = document.root().section(NAME);
    evidence.refuseUnknown(MEMBERS);
    evidence.require(MODE);
    List<EvidenceKind> kinds = new ArrayList<>();
    for (String word : evidence.words(KINDS, EvidenceKind.words())) {
      EvidenceKind.of(word).ifPresent(kinds::add);
    }
    Collections.sort(kinds);
    if (!kinds.isEmpty() && new Json.Str("best_effort").equals(evidence.get(MODE))) {
      evidence
          .findings()
          .refuse(
              PolicyFault.EVIDENCE_KINDS,
              "`kinds` demands what `best_effort` lets go",
              evidence.name(KINDS),
              "write `mode: required`");
    }
    return new EvidenceRule(Collections.unmodifiableList(kinds), evidence.placeOf(KINDS));
  }

  @Override
  public Stage stage() {
    return Stage.EVIDENCE;
  }

  @Override
  public String key() {
    return NAME + "." + KINDS;
  }

  @Override
  public int size() {
    return kinds.size();
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    for (int i = 0; i < kinds.size(); i++) {
      EvidenceKind kind = kinds.get(i);
      if (state.lacking().contains(kind)) {
        return Judgement.Denied.of(
            ReasonCode.E_RECORD_FAILED,
            Match.rule(key()),
            "Evidence `" + kind.word() + "` cannot be had: " + kind.lack());
      }
    }
    return Judgement.NoObjection.NO_OBJECTION;
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return where;
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_RECORD_FAILED && record.matchedRule().equals(key());
  }

  @Override
  public Needs needs(String tool) {
    return kinds.isEmpty() ? Needs.TOTALS : Needs.MOMENT;
  }

  @Override
  public Json form(String tool) {
    return Json.Arr.ofStrings(kinds.stream().map(EvidenceKind::word).toList());
  }
}
