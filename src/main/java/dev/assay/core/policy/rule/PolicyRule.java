package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.RecordedDenial;
import dev.assay.core.policy.document.PolicyInSet;
import dev.assay.core.problem.Where;
import java.util.Collections;
import java.util.Optional;

/**
 * One kind of judgement, compiled from its members of the policy. A rule never looks at what other
 * rules say; precedence is {@link Stage}.
 */
public sealed interface PolicyRule
    permits ToolPinsRule,
        ToolIdentityRule,
        ToolSignatureRule,
        LimitsRule,
        NameShapeRule,
        DenyRule,
        AllowRule,
        UnclassifiedRule,
        SchemaRule,
        ScopeRule,
        ApprovalRule,
        RestrictScopeRule,
        RedactArgsRule,
        UnconstrainedRule,
        PrivilegedRules.Action,
        PrivilegedRules.Baseline,
        SequenceRule,
        EvidenceRule,
        PolicyRule.OfSet {
  /**
   * When a rule is asked: the first stage that objects decides. The order of the constants is the
   * precedence, here and nowhere else ({@code policy.md} 2.2).
   */
  enum Stage {
    /** Is the tool the one the policy pins. Outranks everything and spends nothing. */
    PINS,
    /** Is the tool as it was approved. */
    IDENTITY,
    /** Is its definition signed by somebody who counts. */
    SIGNATURE,
    /** Is anything left to call with. Outranks an explicit deny. */
    LIMITS,
    /** Is it a tool name at all. */
    NAME,
    /** Is the tool denied. Outranks every allow. */
    DENY,
    /** Is the tool allowed. */
    ALLOW,
    /** Has the tool a class. */
    CLASSIFICATION,
    /** Are the arguments as the schema wants them. */
    ARGUMENTS,
    /** Do paths in the arguments stay where they may. */
    PATHS,
    /** Do addresses in the arguments lead where they may. */
    URLS,
    /** Are commands in the arguments those that may be run. */
    COMMANDS,
    /** Has the tool a schema. */
    CONSTRAINT,
    /** Is a privileged action allowed on this target, with this credential. */
    PRIVILEGE,
    /** May it come now. Asked after all that will never change. */
    SEQUENCE,
    /** Can the evidence be had that the policy demands of it. */
    EVIDENCE,
    /** Is a privileged tool the approved one now. Asked when a listing would be worth while. */
    BASELINE,
    /** Did a person approve the call, when one must. */
    APPROVAL,
    /** Does the call stay in the scope of its tool. */
    SCOPE,
    /** Can the arguments be redacted as they must. */
    REDACTION;

    /** Whether it is about arguments and nothing else, those that will be sent included. */
    boolean isOfArguments() {
      return this == ARGUMENTS
          || this == PATHS
          || this == URLS
          || this == COMMANDS
          || this == PRIVILEGE;
    }

    /** Whether the judgement is the same for every call of a tool in every session. */
    public boolean isOfTheToolAlone() {
      return this == NAME
          || this == DENY
          || this == ALLOW
          || this == CLASSIFICATION
          || this == CONSTRAINT;
    }
  }

  /** Gives when it is asked. */
  Stage stage();

  /** Gives its members of the policy, as a person would say them. */
  String key();

  /** Gives the same members whichever policy of several they are of. */
  default String ownKey() {
    return key();
  }

  /** Gives how many entries of the document it holds. */
  int size();

  /** Judges a call. */
  Judgement judge(ToolCall call, PolicyState state);

  /**
   * Gives the arguments that may be sent of a call, whatever is decided of it, as far as this rule
   * changes them; empty when it cannot, so that the call must not be sent.
   */
  default Optional<Json.Obj> sent(ToolCall call) {
    return Optional.of(call.arguments());
  }

  /** Gives the place in the document that its judgement of this call rests on, if any. */
  Where place(ToolCall call, PolicyState state);

  /** Says whether a recorded denial is one that this rule made, by its reason and its entry. */
  boolean denied(RecordedDenial record);

  /**
   * Gives the entry of the document that a recorded denial of this rule rests on, as far as it has
   * a place. Only for a denial under the same policy.
   */
  default Where entry(String tool, RecordedDenial record) {
    return place(new ToolCall(tool, Json.Obj.EMPTY), new PolicyState(0, 0));
  }

  /** What a judgement depends on besides the policy and the tool's name. */
  enum Needs {
    /** At most the totals of the session. */
    TOTALS,
    /** What the session did before, call by call. */
    HISTORY,
    /** What the tool is called with. */
    ARGUMENTS,
    /** What only the gate could see, at that moment. */
    MOMENT
  }

  /** Says what its judgement of a tool depends on. */
  default Needs needs(String tool) {
    return Needs.TOTALS;
  }

  /** Where that stands which a judgement rests on, for rules that need the moment. */
  enum RestsOn {
    /** In the policy, or nowhere: it was seen. */
    THE_POLICY,
    /** In the lock of approved tools, whose digest is on record. */
    THE_LOCK,
    /** In another file, of which nothing is on record. */
    ANOTHER_FILE
  }

  /** Says what a judgement of a tool rests on besides what only the gate could see. */
  default RestsOn restsOn(String tool) {
    return RestsOn.THE_POLICY;
  }

  /** Says whether its judgement of a tool may depend on links of files that it can see. */
  default boolean followsLinks(String tool) {
    return false;
  }

  /** Gives what it said of a call of a tool that it did not deny, as far as that is certain. */
  default Judgement passed(String tool) {
    return Judgement.NoObjection.NO_OBJECTION;
  }

  /**
   * Gives what its judgement of a tool rests on, for rules that need more than its name: while it
   * is the same, what they need is judged alike. Null when that cannot be told.
   */
  default Json form(String tool) {
    return Json.Null.NULL;
  }

  /** Gives the totals that a session can have at most when this rule had no objection to them. */
  default PolicyState bounded(PolicyState most) {
    return most;
  }

  /** Gives a record of a denial that this rule made as if its policy had decided alone. */
  default RecordedDenial alone(RecordedDenial record) {
    return record;
  }

  /**
   * Gives a denial, as of its policy alone, again; it rests on its entry, or on whatever admits the
   * call now.
   */
  default Judgement again(RecordedDenial denial, String tool) {
    boolean byItself =
        denial.matchedRule().equals(ownKey()) || denial.matchedRule().startsWith(ownKey() + ".");
    Match match = byItself ? Match.rule(denial.matchedRule()) : Match.NONE;
    return new Judgement.Denied(
        denial.reason(), match, denial.explanation(), Collections.emptyList());
  }

  /** Gives the same rule for the place where the policy is applied. */
  default PolicyRule on(Site site) {
    return this;
  }

  /**
   * The rule of one of several policies that decide together: it sees of the session what its own
   * policy counts, and what it says is told as that policy's.
   *
   * @param admission what lets tools in, in the same policy
   */
  record OfSet(PolicyInSet policy, PolicyRule rule, PolicyRule admission) implements PolicyRule {
    @Override
    public Stage stage() {
      return rule.stage();
    }

    @Override
    public String key() {
      return policy.name(rule.key());
    }

    @Override
    public String ownKey() {
      return rule.ownKey();
    }

    @Override
    public int size() {
      return rule.size();
    }

    @Override
    public Judgement judge(ToolCall call, PolicyState state) {
      return told(rule.judge(call, own(state)), call.name());
    }

    /** Rules about arguments look at nothing of the session, and are asked by others, too. */
    private PolicyState own(PolicyState state) {
      return stage().isOfArguments() ? state : state.knowing(state.session().of(policy));
    }

    private Match ours(Match match) {
      return match.named(policy.name(match.matchedRule()));
    }

    private Judgement told(Judgement judgement, String tool) {
      return switch (judgement) {
        case Judgement.Admitted(Match match) -> new Judgement.Admitted(ours(match));
        case Judgement.Denied denied ->
            new Judgement.Denied(
                denied.reason(),
                ours(denied.match().matchedRule().isEmpty() ? admitted(tool) : denied.match()),
                denied.explanation(),
                denied.violations(),
                denied.remedy());
        case Judgement.NoObjection _,
            Judgement.Warned _,
            Judgement.Owed _,
            Judgement.Approved _,
            Judgement.Redacted _ ->
            judgement;
      };
    }

    @Override
    public Optional<Json.Obj> sent(ToolCall call) {
      return rule.sent(call);
    }

    /** The entry of the same policy that let the tool in, which a denial without one rests on. */
    private Match admitted(String tool) {
      if (stage().compareTo(Stage.ALLOW) <= 0) {
        return Match.NONE;
      }
      ToolCall call = new ToolCall(tool, Json.Obj.EMPTY);
      Judgement judgement = admission.judge(call, new PolicyState(1, 1));
      return judgement instanceof Judgement.Admitted(Match match) ? match : Match.NONE;
    }

    @Override
    public Where place(ToolCall call, PolicyState state) {
      return rule.place(call, own(state));
    }

    @Override
    public boolean denied(RecordedDenial record) {
      return unnamed(record).filter(rule::denied).isPresent();
    }

    @Override
    public RecordedDenial alone(RecordedDenial record) {
      return unnamed(record).orElse(record);
    }

    private Optional<RecordedDenial> unnamed(RecordedDenial record) {
      return policy
          .entry(record.matchedRule())
          .map(entry -> new RecordedDenial(record.reason(), entry, record.explanation()));
    }

    @Override
    public Judgement again(RecordedDenial denial, String tool) {
      return told(rule.again(denial, tool), tool);
    }

    @Override
    public RestsOn restsOn(String tool) {
      return rule.restsOn(tool);
    }

    @Override
    public Needs needs(String tool) {
      return rule.needs(tool);
    }

    @Override
    public boolean followsLinks(String tool) {
      return rule.followsLinks(tool);
    }

    @Override
    public Judgement passed(String tool) {
      return told(rule.passed(tool), tool);
    }

    @Override
    public Json form(String tool) {
      return rule.form(tool);
    }

    @Override
    public PolicyState bounded(PolicyState most) {
      return rule.bounded(most);
    }

    @Override
    public PolicyRule on(Site site) {
      return new OfSet(policy, rule.on(site), admission);
    }
  }
}
