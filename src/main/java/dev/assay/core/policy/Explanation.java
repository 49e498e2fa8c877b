package dev.assay.core.policy;

import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.rule.Judgement;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A decision and how it came about.
 *
 * @param decision what {@link PolicyEngine#decide} gives for the same call
 * @param steps the rules that were asked, in order; after a denial nobody is asked
 */
public record Explanation(Decision decision, List<Step> steps) {
  /** Copies the steps. */
  public Explanation {
    steps = Collections.unmodifiableList(new ArrayList<>(steps));
  }

  /** Gives the rule that the decision rests on: the last that did more than not object. */
  public Optional<Step> decider() {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (!steps.get(i).word().equals(Judgement.NoObjection.NO_OBJECTION.word())) {
        return Optional.of(steps.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * One rule's say.
   *
   * @param key its members of the policy
   * @param word what it says: {@code no objection}, {@code admits}, {@code warns} or {@code denies}
   * @param where the entry it rests on, unless it has no objection
   */
  public record Step(String key, String word, Where where) {}
}
