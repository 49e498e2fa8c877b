package dev.assay.core.policy;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Duties;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.rule.Judgement;
import dev.assay.core.policy.rule.PolicyRule;
import dev.assay.core.policy.rule.Site;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Decides calls by one policy.
 *
 * <p>Guarantees: total and deterministic; the same call in the same state always gets the same
 * decision, links of a visible file system given; never throws, since a fault of ours is a deny.
 * Keeps no state: counters and what sequences remember are the caller's. May be used by any number
 * of threads.
 */
public final class PolicyEngine {
  private static final Decision.Allow START =
      new Decision.Allow(ReasonCode.P_POLICY_ALLOW, Match.NONE, Duties.NONE);

  private static final PolicyState NEW_SESSION = new PolicyState(1, 1);

  private final Policy policy;
  private final PolicyRule[] rules;

  /** Makes an engine for questions about a policy; nothing it redacted may be sent. */
  public PolicyEngine(Policy policy) {
    this(policy, Site.TRIAL);
  }

  /**
   * Makes an engine for a policy.
   *
   * @param site where it is applied; a decision is the same for the same call, state and links
   */
  public PolicyEngine(Policy policy, Site site) {
    this.policy = policy;
    this.rules = policy.rules().toArray(new PolicyRule[0]);
    for (int i = 0; i < rules.length; i++) {
      rules[i] = rules[i].on(site);
    }
  }

  /** Gives the policy. */
  public Policy policy() {
    return policy;
  }

  /** Decides a call; {@code state} counts it already. */
  public Decision decide(ToolCall call, PolicyState state) {
    try {
      Decision.Allow standing = start(policy, call.name());
      ToolCall asked = call;
      for (PolicyRule rule : rules) {
        Judgement judgement = rule.judge(asked, state);
        Decision decision = judgement.after(standing);
        if (!(decision instanceof Decision.Allow allow)) {
          return decision;
        }
        standing = allow;
        asked = next(asked, judgement);
      }
      return standing;
    } catch (RuntimeException | StackOverflowError _) {
      return Decision.Deny.of(ReasonCode.S_INTERNAL_ERROR);
    }
  }

  /**
   * Gives the arguments that may be sent of a call, whatever is decided of it: none that the policy
   * wants redacted. Empty when they cannot be redacted; such a call must not be sent.
   */
  public Optional<Json.Obj> sent(ToolCall call) {
    try {
      ToolCall asked = call;
      for (PolicyRule rule : rules) {
        Optional<Json.Obj> sent = rule.sent(asked);
        if (sent.isEmpty()) {
          return sent;
        }
        asked = new ToolCall(asked.name(), sent.get());
      }
      return Optional.of(asked.arguments());
    } catch (RuntimeException | StackOverflowError _) {
      return Optional.empty();
    }
  }

  /** Gives what the next rule is asked: what one policy redacted, the next one redacts further. */
  static ToolCall next(ToolCall asked, Judgement judgement) {
    return judgement instanceof Judgement.Redacted redacted
        ? new ToolCall(asked.name(), redacted.arguments())
        : asked;
  }

  /** Gives what stands before any rule is asked. */
  static Decision.Allow start(Policy policy, String tool) {
    List<String> classes = policy.classesOf(tool);
    return classes.isEmpty()
        ? START
        : new Decision.Allow(
            ReasonCode.P_POLICY_ALLOW,
            new Match("", "", classes, Collections.emptyList()),
            Duties.NONE);
  }

  /**
   * Says whether any call of a tool may pass, as far as that depends on its name alone; not whether
   * one will.
   */
  public boolean offers(String tool) {
    ToolCall call = new ToolCall(tool, Json.Obj.EMPTY);
    for (PolicyRule rule : rules) {
      if (rule.stage().isOfTheToolAlone()
          && rule.judge(call, NEW_SESSION) instanceof Judgement.Denied) {
        return false;
      }
    }
    return true;
  }

  /** Decides a call and tells which rules were asked, in order; the last one decided. */
  public Explanation explain(ToolCall call, PolicyState state) {
    List<Explanation.Step> steps = new ArrayList<>();
    try {
      ToolCall asked = call;
      for (PolicyRule rule : rules) {
        Judgement judgement = rule.judge(asked, state);
        boolean silent = judgement instanceof Judgement.NoObjection;
        Where where = silent ? Where.NOWHERE : rule.place(asked, state);
        steps.add(new Explanation.Step(rule.key(), judgement.word(), where));
        if (judgement instanceof Judgement.Denied) {
          break;
        }
        asked = next(asked, judgement);
      }
    } catch (RuntimeException | StackOverflowError _) {
      steps.add(new Explanation.Step("", ReasonCode.S_INTERNAL_ERROR.sentence(), Where.NOWHERE));
    }
    return new Explanation(decide(call, state), steps);
  }
}
