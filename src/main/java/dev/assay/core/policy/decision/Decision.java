package dev.assay.core.policy.decision;

import dev.assay.core.policy.argument.PathMember;
import dev.assay.core.schema.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The answer to one call. An allow is the decision to forward, never proof that anything happened;
 * a deny is caution, not a verdict on intent.
 */
public sealed interface Decision {
  /** Gives the entry of the policy it rests on. */
  Match match();

  /** Gives the reason. */
  ReasonCode reason();

  /** Gives the spelling of the reason in decision records. */
  String logCode();

  /** Gives the spelling of the reason on the console. */
  String consoleReason();

  /**
   * Gives {@code allow}, {@code allow_with_obligations} (a warned allow), {@code deny} or {@code
   * deny_with_alert}; the last belongs to drifted tool definitions.
   */
  String typed();

  /**
   * The call may be forwarded.
   *
   * @param reason {@link ReasonCode#P_POLICY_ALLOW}, or what the policy only warns about
   * @param match the allow entry, if the policy has any
   * @param duties what the call owed; it may be forwarded only with the arguments they say
   */
  record Allow(ReasonCode reason, Match match, Duties duties) implements Decision {
    /** Gives the same with other duties. */
    public Allow having(Duties met) {
      return new Allow(reason, match, met);
    }

    /** Says whether the policy wants this allow to be seen. */
    public boolean isWarned() {
      return reason != ReasonCode.P_POLICY_ALLOW;
    }

    @Override
    public String logCode() {
      return isWarned() ? reason.engineCode() : reason.logCode();
    }

    @Override
    public String consoleReason() {
      return reason.consoleReason();
    }

    @Override
    public String typed() {
      return isWarned() ? "allow_with_obligations" : "allow";
    }
  }

  /**
   * The call is not forwarded.
   *
   * @param reason the first rule that objected
   * @param match the entry it rests on
   * @param explanation one sentence, as decision records hold it; never an argument's value
   * @param violations what in the arguments is not as the schema wants it
   * @param remedy what may be done about it, once
   */
  record Deny(
      ReasonCode reason, Match match, String explanation, List<Violation> violations, Remedy remedy)
      implements Decision {
    /** Makes a denial that nothing can be done about. */
    public Deny(ReasonCode reason, Match match, String explanation, List<Violation> violations) {
      this(reason, match, explanation, violations, Remedy.None.NONE);
    }

    /** Gives the same with something else that may be done about it. */
    public Deny having(Remedy other) {
      return new Deny(reason, match, explanation, violations, other);
    }

    /** Copies the violations. */
    public Deny {
      violations =
          violations.isEmpty()
              ? Collections.emptyList()
              : Collections.unmodifiableList(new ArrayList<>(violations));
    }

    /** Gives a denial that rests on no entry of the policy. */
    public static Deny of(ReasonCode reason) {
      return new Deny(reason, Match.NONE, reason.sentence(), Collections.emptyList());
    }

    @Override
    public String logCode() {
      return reason.logCode();
    }

    /**
     * A pattern violated at a member that is a path by its name is a path constraint violation,
     * whatever kind of pattern it is.
     */
    @Override
    public String consoleReason() {
      boolean paths = reason == ReasonCode.E_ARG_SCHEMA && PathMember.isEvery(violations);
      return paths ? ReasonCode.E_PATH_SCOPE.consoleReason() : reason.consoleReason();
    }

    @Override
    public String typed() {
      boolean drifted = reason == ReasonCode.E_TOOL_DRIFT || reason == ReasonCode.E_MANIFEST_DRIFT;
      return drifted ? "deny_with_alert" : "deny";
    }
  }
}
