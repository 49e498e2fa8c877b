package dev.assay.core.claim.policy;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Scope;
import java.util.List;

/**
 * A demand on fields of a trust report: total, without loops but one over the scopes of a kind,
 * typed when it is read. Source: {@code design.md} §3.1 <i>Trust</i>.
 */
sealed interface Expression {
  /** Holds when the other does not. */
  record Not(Expression of) implements Expression {}

  /** Holds when all hold. */
  record And(List<Expression> of) implements Expression {
    public And {
      of = List.copyOf(of);
    }
  }

  /** Holds when one holds. */
  record Or(List<Expression> of) implements Expression {
    public Or {
      of = List.copyOf(of);
    }
  }

  /**
   * Holds over the scopes of a kind; over none it cannot be told.
   *
   * @param all whether it holds for each of them, else for one
   */
  record Over(boolean all, String variable, Scope.Kind kind, Expression body)
      implements Expression {}

  /** Compares the level of a claim. */
  record LevelTest(Claimed claim, Comparison comparison, Level level) implements Expression {}

  /** Compares a count of a claim. */
  record CountTest(Claimed claim, Count count, Comparison comparison, long number)
      implements Expression {}

  /** Compares how many events the bundle has. */
  record EventsTest(Comparison comparison, long number) implements Expression {}

  /** A claim of a scope. */
  record Claimed(ClaimId id, Place place) {}

  /** Which scope a claim is looked up in. */
  sealed interface Place {
    /** A scope that is named in the expression, or the bundle. */
    record Fixed(Scope scope) implements Place {}

    /** The scope that a word stands for. */
    record Bound(String variable) implements Place {}
  }

  /** Counts of a row. */
  enum Count {
    CANDIDATES("candidates"),
    SUPPORTING("supporting"),
    REJECTED("rejected");

    private final String wire;

    Count(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }

  /** How two values compare. */
  enum Comparison {
    EQUAL("=="),
    UNEQUAL("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    ABOVE(">"),
    BELOW("<");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    /** Says whether it holds for what comparing the left with the right side gave. */
    boolean holds(int compared) {
      return switch (this) {
        case EQUAL -> compared == 0;
        case UNEQUAL -> compared != 0;
        case AT_LEAST -> compared >= 0;
        case AT_MOST -> compared <= 0;
        case ABOVE -> compared > 0;
        case BELOW -> compared < 0;
      };
    }
  }
}
