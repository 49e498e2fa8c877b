package dev.assay.core.claim.policy;

import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.report.ReadReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One rule of a trust policy.
 *
 * @param id letters, digits and {@code . _ -}, unique in its document
 * @param severity how much it matters
 * @param demand what must hold
 * @param explain what to tell people who meet it; may be empty
 * @param waivers who answers for it
 * @param line where it stands in its document, from 1
 */
public record TrustRule(
    String id, Severity severity, Demand demand, String explain, List<Waiver> waivers, int line) {

  /** Copies the waivers. */
  public TrustRule {
    waivers = List.copyOf(waivers);
  }

  /** What must hold. */
  public static final class Demand {
    private final String text;
    private final Expression expression;
    private final Optional<Scope> when;
    private final boolean fails;

    /**
     * Makes one.
     *
     * @param text the expression as written
     * @param when the scope that the word {@code scope} stands for
     * @param fails whether it fails when the report cannot tell
     */
    Demand(String text, Expression expression, Optional<Scope> when, boolean fails) {
      this.text = text;
      this.expression = expression;
      this.when = when;
      this.fails = fails;
    }

    /** Gives the expression as written. */
    public String text() {
      return text;
    }

    /** Gives the scope the rule is about, when it is about one. */
    public Optional<Scope> when() {
      return when;
    }

    /** Says whether the rule fails when the report cannot tell. */
    public boolean failsWhenNotEvaluable() {
      return fails;
    }
  }

  /** Holds a report against the rule. */
  RuleResult judge(ReadReport report, Instant now) {
    Evaluation evaluation = new Evaluation(report, demand.when);
    Truth truth = evaluation.of(demand.expression);
    if (truth == Truth.TRUE) {
      return new RuleResult(this, Outcome.PASSED, List.of(), Optional.empty());
    }
    Optional<Waiver> counting = waivers.stream().filter(w -> w.countsAt(now)).findFirst();
    Outcome outcome;
    if (counting.isPresent()) {
      outcome = Outcome.WAIVED;
    } else if (!waivers.isEmpty()) {
      outcome = Outcome.WAIVER_EXPIRED;
    } else {
      outcome = truth == Truth.FALSE ? Outcome.FAILED : Outcome.NOT_EVALUABLE;
    }
    Optional<Waiver> named = counting.isPresent() ? counting : waivers.stream().findFirst();
    return new RuleResult(this, outcome, evaluation.notes(), named);
  }
}
