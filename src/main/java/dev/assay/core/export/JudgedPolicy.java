package dev.assay.core.export;

import dev.assay.core.claim.policy.Outcome;
import dev.assay.core.claim.policy.RuleResult;
import dev.assay.core.claim.policy.Severity;
import dev.assay.core.claim.policy.TrustPolicy;
import dev.assay.core.claim.report.ReadReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A trust policy held against a report twice: as the gate does it, and with nothing told by rows
 * that are not verified, adverse ones and their counts included. Formats that know only yes and no
 * get a yes only when both say so.
 *
 * @param policy the policy
 * @param fileSha256 {@code sha256:<hex>} of its file
 * @param rules in the order of the policy
 */
public record JudgedPolicy(TrustPolicy policy, String fileSha256, List<Rule> rules) {
  /** Copies the rules. */
  public JudgedPolicy {
    rules = List.copyOf(rules);
  }

  /**
   * One rule.
   *
   * @param result what the gate says
   * @param onVerified whether it also holds by rows that are verified alone
   */
  public record Rule(RuleResult result, boolean onVerified) {
    /** Says whether the rule holds, on verified claims, without a waiver. */
    boolean isProven() {
      return result.outcome() == Outcome.PASSED && onVerified;
    }

    /** Gives what keeps a rule that is not broken from being proven. */
    String caveat() {
      return switch (result.outcome()) {
        case PASSED -> "holds only with claims that are not verified";
        case WAIVED, WAIVER_EXPIRED -> "does not hold and is waived";
        case NOT_EVALUABLE -> "cannot be told from the report";
        case FAILED -> "does not hold";
      };
    }
  }

  /** Judges; whether a waiver counts is asked for a moment. */
  public static JudgedPolicy of(
      TrustPolicy policy, String fileSha256, ExportSource source, Instant now) {
    ReadReport report = source.report();
    List<RuleResult> gate = policy.judge(report, now);
    List<RuleResult> strict = policy.judge(report.verifiedOnly(), now);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < gate.size(); i++) {
      rules.add(new Rule(gate.get(i), strict.get(i).outcome() == Outcome.PASSED));
    }
    return new JudgedPolicy(policy, fileSha256, rules);
  }

  /** Gives the rules of at least a severity. */
  List<Rule> gating(Severity failOn) {
    return rules.stream()
        .filter(rule -> rule.result().rule().severity().compareTo(failOn) <= 0)
        .toList();
  }
}
