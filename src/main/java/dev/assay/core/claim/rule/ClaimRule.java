package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;

/** How one claim is judged; immutable. A further claim is one implementation and one row. */
public interface ClaimRule {
  /** Gives the claim. */
  ClaimId id();

  /** Gives the rule in one sentence, for {@code trust-basis explain}. */
  String sentence();

  /** Begins a fold over events. */
  ClaimTally begin();

  /** Says whether the claim is also made for each tool, server and session by itself. */
  default boolean isScoped() {
    return false;
  }

  /** Gives over how many candidates it speaks. */
  default Quantifier quantifier() {
    return Quantifier.ANY;
  }

  /** Gives what would raise a level below verified; empty when nothing can. */
  Raise raise(Finding finding);

  /**
   * Gives the level under ruleset {@code v1}: existential, and silent on who says so. Source:
   * {@code trust-basis.md} 3.
   */
  default Level v1Level(Finding finding, Ground ground) {
    return finding.support().supporting() > 0 ? Level.VERIFIED : Level.ABSENT;
  }
}
