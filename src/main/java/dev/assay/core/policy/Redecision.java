package dev.assay.core.policy;

import dev.assay.core.policy.decision.Decision;
import dev.assay.core.problem.Where;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a policy says to a call that was decided before. */
public sealed interface Redecision {
  /** What a decision rests on besides the policy and the record's tool and counts. */
  enum Basis {
    /** Arguments that the asker brought. */
    ARGUMENTS,
    /** What the recorded policy's same rule said, because the rule could not be asked again. */
    RECORDED_RESULT,
    /** That no link leads an allowed path elsewhere, because nobody can look any more. */
    NO_LINKS
  }

  /** What is missing. */
  enum Obstacle {
    /** A rule needs arguments, and nobody knows what it would have said. */
    ARGUMENTS,
    /**
     * A rule needs arguments; it is the same as then, but was not asked, because another denied.
     */
    NOT_ASKED,
    /** A rule needs to know more of the session. */
    SESSION,
    /** A rule needs what only the gate could see. */
    MOMENT,
    /** The recorded decision was no policy's: the engine failed on the call, then or now. */
    REASON
  }

  /**
   * The call is decided.
   *
   * @param where the entry that decided, as far as it has a place
   */
  record Decided(Decision decision, Where where, Set<Basis> basis) implements Redecision {
    /** Copies the basis. */
    public Decided {
      EnumSet<Basis> copy = EnumSet.noneOf(Basis.class);
      copy.addAll(basis);
      basis = Collections.unmodifiableSet(copy);
    }
  }

  /** Nobody can say. */
  record Undecidable(Obstacle obstacle) implements Redecision {}
}
