package dev.assay.core.policy.rule;

import dev.assay.core.json.Json;
import dev.assay.core.policy.decision.ApprovalFact;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.Remedy;
import dev.assay.core.schema.Violation;
import java.util.Collections;
import java.util.List;

/** What one rule says about one call. */
public sealed interface Judgement {
  /** Gives the decision, when every earlier rule left {@code standing}. */
  Decision after(Decision.Allow standing);

  /** Gives one word for explanations. */
  String word();

  /** The rule has nothing against the call and nothing to add. */
  enum NoObjection implements Judgement {
    /** The only one. */
    NO_OBJECTION;

    @Override
    public Decision after(Decision.Allow standing) {
      return standing;
    }

    @Override
    public String word() {
      return "no objection";
    }
  }

  /** An entry lets the call in; a later rule may still object. */
  record Admitted(Match match) implements Judgement {
    @Override
    public Decision after(Decision.Allow standing) {
      return new Decision.Allow(standing.reason(), match, standing.duties());
    }

    @Override
    public String word() {
      return "admits";
    }
  }

  /**
   * The call passes and the decision says why it should not be taken for granted. A doubt about who
   * the tool is stays; of others the last counts.
   */
  record Warned(ReasonCode reason) implements Judgement {
    @Override
    public Decision after(Decision.Allow standing) {
      ReasonCode kept = standing.reason().isAboutIdentity() ? standing.reason() : reason;
      return new Decision.Allow(kept, standing.match(), standing.duties());
    }

    @Override
    public String word() {
      return "warns";
    }
  }

  /**
   * The call passes and a duty was met.
   *
   * @param duty its name in the policy
   */
  record Owed(String duty) implements Judgement {
    @Override
    public Decision after(Decision.Allow standing) {
      return standing.having(standing.duties().and(duty));
    }

    @Override
    public String word() {
      return "met";
    }
  }

  /** The call passes because a person approved it. */
  record Approved(String duty, ApprovalFact.Granted approval) implements Judgement {
    @Override
    public Decision after(Decision.Allow standing) {
      return standing.having(standing.duties().and(duty).by(approval));
    }

    @Override
    public String word() {
      return "approved";
    }
  }

  /**
   * The call passes with other arguments.
   *
   * @param duty its name in the policy
   * @param arguments what may be sent
   */
  record Redacted(String duty, Json.Obj arguments) implements Judgement {
    @Override
    public Decision after(Decision.Allow standing) {
      return standing.having(standing.duties().and(duty).sending(arguments));
    }

    @Override
    public String word() {
      return "redacts";
    }
  }

  /**
   * The call is denied.
   *
   * @param remedy what may be done about it, once
   * @param match what it rests on; {@link Match#NONE} for whatever admitted the call before
   */
  record Denied(
      ReasonCode reason, Match match, String explanation, List<Violation> violations, Remedy remedy)
      implements Judgement {
    /** Makes a denial that nothing can be done about. */
    public Denied(ReasonCode reason, Match match, String explanation, List<Violation> violations) {
      this(reason, match, explanation, violations, Remedy.None.NONE);
    }

    static Denied of(ReasonCode reason, Match match, String explanation) {
      return new Denied(reason, match, explanation, Collections.emptyList());
    }

    @Override
    public Decision after(Decision.Allow standing) {
      Match restsOn =
          match.matchedRule().isEmpty()
              ? standing.match()
              : match.of(standing.match().toolClasses());
      return new Decision.Deny(reason, restsOn, explanation, violations, remedy);
    }

    @Override
    public String word() {
      return "denies";
    }
  }
}
