package dev.assay.core.policy.cases;

import dev.assay.core.policy.decision.Decision;
import java.util.Optional;

/**
 * How a call must be decided.
 *
 * @param allowed whether it is forwarded
 * @param reason the reason as the console spells it, unless any will do
 */
public record Expectation(boolean allowed, Optional<String> reason) {
  /** The word for a call that is forwarded. */
  public static final String ALLOW = "allow";

  /** The word for a call that is not forwarded. */
  public static final String DENY = "deny";

  /** Gives what a decision is, in the same terms. */
  public static Expectation of(Decision decision) {
    return new Expectation(
        decision instanceof Decision.Allow, Optional.of(decision.consoleReason()));
  }

  /** Says whether a decision is as expected. */
  public boolean isMetBy(Decision decision) {
    Expectation made = of(decision);
    return allowed == made.allowed && (reason.isEmpty() || reason.equals(made.reason));
  }

  /** Gives {@code allow} or {@code deny}. */
  public String decision() {
    return allowed ? ALLOW : DENY;
  }

  /** Gives the decision and, if any, the reason, for people. */
  public String text() {
    return reason.map(r -> decision() + " " + r).orElse(decision());
  }
}
