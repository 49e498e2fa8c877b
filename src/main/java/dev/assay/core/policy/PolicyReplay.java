package dev.assay.core.policy;

import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Redecision.Basis;
import dev.assay.core.policy.Redecision.Obstacle;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.rule.Judgement;
import dev.assay.core.policy.rule.PolicyRule;
import dev.assay.core.policy.rule.PolicyRule.Needs;
import dev.assay.core.policy.rule.Site;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides recorded calls again, with the rules that decide calls at the gate and in their order,
 * though less is known now.
 *
 * <p>Guarantees: where a rule can be asked, it is asked. Where it cannot, because it needs
 * arguments that nobody kept or totals that are not known, what it said then counts, if the
 * recorded policy has the same rule for the tool and did ask it. Otherwise there is no decision,
 * never a guess. Safe on any thread.
 *
 * <p>Source: {@code design.md} §3.1 Replay.
 */
public final class PolicyReplay {
  private final Policy policy;
  private final List<PolicyRule> rules = new ArrayList<>();
  private final List<PolicyRule> then;
  private final Set<PolicyRule.RestsOn> same;

  /**
   * Makes one.
   *
   * @param policy the policy to decide by
   * @param recorded the policy that the calls were decided by, if it is known
   * @param site where the policy is applied now; its files are not those of then
   * @param same what rules rest on that is known to be as it was then
   */
  public PolicyReplay(
      Policy policy, Optional<Policy> recorded, Site site, Set<PolicyRule.RestsOn> same) {
    this.policy = policy;
    this.same = Collections.unmodifiableSet(EnumSet.copyOf(same));
    for (PolicyRule rule : policy.rules()) {
      rules.add(rule.on(site));
    }
    this.then = recorded.isPresent() ? recorded.get().rules() : Collections.emptyList();
  }

  /** Gives what the policy says about the arguments of a tool; empty when it looks at none. */
  public Json.Arr argumentForms(String tool) {
    List<Json> forms = new ArrayList<>();
    for (PolicyRule rule : rules) {
      if (rule.needs(tool) == Needs.ARGUMENTS) {
        forms.add(rule.form(tool));
      }
    }
    return new Json.Arr(forms);
  }

  /** Decides a call again. */
  public Redecision decide(RecordedCall call) {
    if (call.denial().isPresent() && isNoPolicys(call.denial().get())) {
      return new Redecision.Undecidable(Obstacle.REASON);
    }
    try {
      return new Walk(call).decide();
    } catch (RuntimeException | StackOverflowError _) {
      return new Redecision.Undecidable(Obstacle.REASON);
    }
  }

  /** The gate failed then, which says nothing about any policy. */
  private static boolean isNoPolicys(RecordedDenial denial) {
    return denial.reason() == ReasonCode.S_INTERNAL_ERROR
        || (denial.reason() == ReasonCode.E_RECORD_FAILED && denial.matchedRule().isEmpty());
  }

  /** One call on its way through the rules. */
  private final class Walk {
    private final RecordedCall call;
    private ToolCall asked;
    private final Set<Basis> basis = EnumSet.noneOf(Basis.class);
    private Obstacle obstacle = Obstacle.ARGUMENTS;

    Walk(RecordedCall call) {
      this.call = call;
      this.asked = new ToolCall(call.tool(), call.arguments().orElse(Json.Obj.EMPTY));
    }

    Redecision decide() {
      Decision.Allow standing = PolicyEngine.start(policy, call.tool());
      Where where = Where.NOWHERE;
      for (PolicyRule rule : rules) {
        Optional<Judgement> judgement = judge(rule);
        if (judgement.isEmpty()) {
          return new Redecision.Undecidable(obstacle);
        }
        where = place(rule, judgement.get(), where);
        Decision decision = judgement.get().after(standing);
        if (!(decision instanceof Decision.Allow allow)) {
          return new Redecision.Decided(decision, where, basis);
        }
        standing = allow;
        asked = PolicyEngine.next(asked, judgement.get());
      }
      return new Redecision.Decided(standing, where, basis);
    }

    private Optional<Judgement> judge(PolicyRule rule) {
      return switch (rule.needs(call.tool())) {
        case ARGUMENTS -> byArguments(rule);
        case TOTALS -> byTotals(rule);
        case HISTORY -> call.historyKnown() ? byTotals(rule) : asThen(rule, Obstacle.SESSION);
        case MOMENT -> atThatMoment(rule);
      };
    }

    /** What was seen then is judged alike only while that which it was held against is the same. */
    private Optional<Judgement> atThatMoment(PolicyRule rule) {
      obstacle = Obstacle.MOMENT;
      return same.contains(rule.restsOn(call.tool()))
          ? asThen(rule, Obstacle.MOMENT)
          : Optional.empty();
    }

    /** The entry that denies, or the last one that said something and stands in the document. */
    private Where place(PolicyRule rule, Judgement judgement, Where before) {
      if (judgement instanceof Judgement.NoObjection) {
        return before;
      }
      Where place = rule.place(asked, call.most());
      return judgement instanceof Judgement.Denied || !place.text().isEmpty() ? place : before;
    }

    private Optional<Judgement> byArguments(PolicyRule rule) {
      if (call.arguments().isEmpty()) {
        Optional<PolicyRule> same = same(rule);
        boolean notAsked = same.isPresent() && !wasAsked(same.get());
        return asThen(rule, notAsked ? Obstacle.NOT_ASKED : Obstacle.ARGUMENTS);
      }
      basis.add(Basis.ARGUMENTS);
      Judgement byText = rule.judge(asked, call.most());
      boolean passes = !(byText instanceof Judgement.Denied);
      return Optional.of(passes && rule.followsLinks(call.tool()) ? byLinks(rule, byText) : byText);
    }

    /** A path is allowed by its text: what its links did then, only the same rule's result says. */
    private Judgement byLinks(PolicyRule rule, Judgement byText) {
      Optional<Judgement> said = said(rule);
      if (said.isEmpty()) {
        basis.add(Basis.NO_LINKS);
      } else if (said.get() instanceof Judgement.Denied denied && isAboutLinks(denied)) {
        basis.add(Basis.RECORDED_RESULT);
        return denied;
      }
      return byText;
    }

    /** Whether links may have made the denial; one that text alone made would be one again. */
    private static boolean isAboutLinks(Judgement.Denied denied) {
      String explanation = denied.explanation();
      return denied.reason() == ReasonCode.E_SCOPE
          || explanation.endsWith("(symlink)")
          || explanation.endsWith("(unresolvable)")
          || explanation.endsWith("violate paths");
    }

    /** Totals only grow, so a rule that says one thing at both ends says it in between. */
    private Optional<Judgement> byTotals(PolicyRule rule) {
      Judgement least = rule.judge(asked, call.least());
      if (call.most().equals(call.least()) || rule.judge(asked, call.most()).equals(least)) {
        return Optional.of(least);
      }
      if (rule.judge(asked, boundedThen()).equals(least)) {
        basis.add(Basis.RECORDED_RESULT);
        return Optional.of(least);
      }
      Optional<Judgement> said = asThen(rule, Obstacle.SESSION);
      boolean denies = least instanceof Judgement.Denied;
      return denies && !(said.isPresent() && said.get() instanceof Judgement.Denied)
          ? Optional.of(least) // it denies whatever the totals were; only which one is not known
          : said;
    }

    /** The totals cannot have been higher than what the recorded rules let pass. */
    private PolicyState boundedThen() {
      PolicyState most = call.most();
      for (PolicyRule rule : then) {
        Optional<Judgement> said = said(rule);
        if (said.isPresent() && !(said.get() instanceof Judgement.Denied)) {
          most = rule.bounded(most);
        }
      }
      return most.atLeast(call.least());
    }

    /** Takes what the rule said then; without that, the obstacle is why nobody can say. */
    private Optional<Judgement> asThen(PolicyRule rule, Obstacle otherwise) {
      obstacle = otherwise;
      Optional<Judgement> said = said(rule);
      if (said.isPresent()) {
        basis.add(Basis.RECORDED_RESULT);
      }
      return said;
    }

    /** Gives what the same rule said then, if there was one and it was asked. */
    private Optional<Judgement> said(PolicyRule rule) {
      Optional<PolicyRule> same = same(rule);
      if (same.isEmpty() || !wasAsked(same.get())) {
        return Optional.empty();
      }
      Optional<RecordedDenial> its = call.denial().filter(same.get()::denied);
      return Optional.of(
          its.isPresent()
              ? rule.again(same.get().alone(its.get()), call.tool())
              : rule.passed(call.tool()));
    }

    /** Says whether a rule of then was asked; the one that denied was the last. */
    private boolean wasAsked(PolicyRule rule) {
      boolean reached = false;
      for (PolicyRule old : then) {
        reached |= old.key().equals(rule.key());
        if (call.denial().isPresent() && old.denied(call.denial().get())) {
          return reached;
        }
      }
      return call.denial().isEmpty();
    }

    /** Of several policies that have the rule, one in which it was asked says most. */
    private Optional<PolicyRule> same(PolicyRule rule) {
      Optional<PolicyRule> same = Optional.empty();
      for (PolicyRule old : then) {
        boolean isIt =
            old.ownKey().equals(rule.ownKey())
                && isSame(old.form(call.tool()), rule.form(call.tool()));
        if (isIt && (same.isEmpty() || !wasAsked(same.get()))) {
          same = Optional.of(old);
        }
      }
      return same;
    }

    private static boolean isSame(Json then, Json now) {
      return now != Json.Null.NULL
          && CanonicalJson.canonicalText(then).equals(CanonicalJson.canonicalText(now));
    }
  }
}
