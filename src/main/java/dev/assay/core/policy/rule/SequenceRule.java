package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.session.Sequence;
import dev.assay.core.policy.session.SequenceReader;
import dev.assay.core.policy.session.SessionPlan;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code sequences}: in what order tools are called. Of several that object, the one whose id comes
 * first is told. Those that are only observed have no objection here.
 *
 * @param all every entry
 * @param enforced those that can object
 * @param form the section as the canonical document holds it
 */
record SequenceRule(List<Sequence> all, List<Sequence.Enforced> enforced, Json form)
    implements PolicyRule {

  static SequenceRule read(PolicyDocument document, SessionPlan plan) {
    List<Sequence> all = SequenceReader.read(document, plan);
    List<Sequence.Enforced> enforced = new ArrayList<>();
    for (Sequence sequence : all) {
      if (sequence instanceof Sequence.Enforced one) {
        enforced.add(one);
      }
    }
    Json form = document.root().withoutExtensions(SequenceReader.NAME);
    return new SequenceRule(
        all, Collections.unmodifiableList(enforced), form == null ? Json.Arr.EMPTY : form);
  }

  @Override
  public Stage stage() {
    return Stage.SEQUENCE;
  }

  @Override
  public String key() {
    return SequenceReader.NAME;
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public Judgement judge(ToolCall call, PolicyState state) {
    Sequence.Enforced objecting = objecting(call, state);
    return objecting == null
        ? Judgement.NoObjection.NO_OBJECTION
        : Judgement.Denied.of(
            ReasonCode.E_SEQUENCE,
            Match.rule(key() + "." + objecting.id()),
            "Sequence `" + objecting.id() + "`: " + objecting.objection());
  }

  private Sequence.@Nullable Enforced objecting(ToolCall call, PolicyState state) {
    for (int i = 0; i < enforced.size(); i++) {
      if (enforced.get(i).objects(call.name(), state.session())) {
        return enforced.get(i);
      }
    }
    return null;
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    Sequence.Enforced objecting = objecting(call, state);
    return objecting == null ? Where.NOWHERE : objecting.where();
  }

  /** What the session did before is not known; the record names the sequence. */
  @Override
  public Where entry(String tool, RecordedDenial record) {
    for (Sequence sequence : all) {
      if (record.matchedRule().equals(key() + "." + sequence.id())) {
        return sequence.where();
      }
    }
    return Where.NOWHERE;
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_SEQUENCE;
  }

  @Override
  public Needs needs(String tool) {
    for (Sequence.Enforced sequence : enforced) {
      if (sequence.tools().stream().anyMatch(pattern -> pattern.matches(tool))) {
        return Needs.HISTORY;
      }
    }
    return Needs.TOTALS;
  }

  @Override
  public Json form(String tool) {
    return form;
  }
}
