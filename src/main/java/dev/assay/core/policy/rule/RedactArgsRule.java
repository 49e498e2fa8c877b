package dev.assay.core.policy.rule;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyDocument;
import dev.assay.core.policy.duty.RedactionContract;
import dev.assay.core.policy.duty.RedactionContract.Redaction;
import dev.assay.core.policy.list.DutyList;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * {@code tools.redact_args}: the upstream gets the arguments redacted, and the rules about
 * arguments hold for what it gets as well.
 *
 * @param argumentRules the rules that are asked again
 * @param before what redacts before this rule; what is judged depends on it
 */
record RedactArgsRule(
    DutyList<RedactionContract> duties,
    List<PolicyRule> argumentRules,
    List<RedactArgsRule> before,
    KeyedDigest digests)
    implements PolicyRule {
  static final String NAME = "redact_args";

  static RedactArgsRule read(PolicyDocument document, List<PolicyRule> argumentRules) {
    return new RedactArgsRule(
        DutyList.read(
            document, NAME, RedactionContract::read, true, Optional.of(RedactionContract.DEFAULT)),
        argumentRules,
        Collections.emptyList(),
        Site.TRIAL.digests());
  }

  /** Gives the same rule after others, with all rules to ask again. */
  RedactArgsRule after(List<RedactArgsRule> earlier, List<PolicyRule> rules) {
    return new RedactArgsRule(
        duties, rules, Collections.unmodifiableList(new ArrayList<>(earlier)), digests);
  }

  @Override
  public RedactArgsRule on(Site site) {
    List<PolicyRule> there = new ArrayList<>();
    for (PolicyRule rule : argumentRules) {
      there.add(rule.on(site));
    }
    return new RedactArgsRule(duties, Collections.unmodifiableList(there), before, site.digests());
  }

  @Override
  public Stage stage() {
    return Stage.REDACTION;
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
    List<RedactionContract> owed = duties.of(call.name());
    if (owed.isEmpty()) {
      return Judgement.NoObjection.NO_OBJECTION;
    }
    Redaction redaction = redact(owed, call.arguments());
    if (redaction instanceof Redaction.Failed failed) { // no type switch: ADR 0005
      return denied(failed.flaw().token().replace('_', ' '));
    }
    Json.Obj sent = ((Redaction.Done) redaction).arguments();
    return judgeAgain(call, new ToolCall(call.name(), sent), state);
  }

  /** Gives the arguments as they must be redacted to pass; empty when they cannot. */
  Optional<Json.Obj> redacted(ToolCall call) {
    return redact(duties.of(call.name()), call.arguments()) instanceof Redaction.Done done
        ? Optional.of(done.arguments())
        : Optional.empty();
  }

  @Override
  public Optional<Json.Obj> sent(ToolCall call) {
    List<RedactionContract> owed = duties.of(call.name());
    Json.Obj sent = call.arguments();
    for (int i = 0; i < owed.size(); i++) {
      if (!(owed.get(i).applyWhereThere(sent, digests) instanceof Redaction.Done done)) {
        return Optional.empty();
      }
      sent = done.arguments();
    }
    return Optional.of(sent);
  }

  private Redaction redact(List<RedactionContract> owed, Json.Obj arguments) {
    Json.Obj redacted = arguments;
    for (int i = 0; i < owed.size(); i++) {
      Redaction one = owed.get(i).apply(redacted, digests);
      if (!(one instanceof Redaction.Done done)) {
        return one;
      }
      redacted = done.arguments();
    }
    return new Redaction.Done(redacted);
  }

  private Judgement judgeAgain(ToolCall call, ToolCall redacted, PolicyState state) {
    for (int i = 0; i < argumentRules.size(); i++) {
      if (argumentRules.get(i).judge(redacted, state) instanceof Judgement.Denied) {
        return denied("redacted arguments violate " + argumentRules.get(i).key());
      }
    }
    return redacted.arguments().equals(call.arguments())
        ? new Judgement.Owed(NAME)
        : new Judgement.Redacted(NAME, redacted.arguments());
  }

  private Judgement denied(String explanation) {
    return Judgement.Denied.of(ReasonCode.E_REDACTION, Match.rule(key()), explanation);
  }

  @Override
  public Where place(ToolCall call, PolicyState state) {
    return duties.place(call.name());
  }

  @Override
  public boolean denied(RecordedDenial record) {
    return record.reason() == ReasonCode.E_REDACTION;
  }

  @Override
  public Needs needs(String tool) {
    return duties.of(tool).isEmpty() ? Needs.TOTALS : Needs.ARGUMENTS;
  }

  @Override
  public boolean followsLinks(String tool) {
    return needs(tool) == Needs.ARGUMENTS
        && argumentRules.stream().anyMatch(r -> r.followsLinks(tool));
  }

  @Override
  public Json form(String tool) {
    List<Json> again = new ArrayList<>();
    argumentRules.forEach(rule -> again.add(rule.form(tool)));
    List<Json> earlier = new ArrayList<>();
    before.forEach(rule -> earlier.add(rule.duties.form(tool)));
    return Json.object()
        .put("before", new Json.Arr(earlier))
        .put("contracts", duties.form(tool))
        .put("again", new Json.Arr(again))
        .build();
  }

  @Override
  public Judgement passed(String tool) {
    return needs(tool) == Needs.ARGUMENTS
        ? new Judgement.Owed(NAME)
        : Judgement.NoObjection.NO_OBJECTION;
  }
}
