package dev.assay.core.claim;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;

/**
 * One demand of {@code trust-basis assert}: a claim has exactly a level. "At least" is a matter of
 * trust policies. Source: {@code trust-basis.md} 6.4.
 *
 * @param id the claim
 * @param level the level it must have
 */
public record LevelRequirement(ClaimId id, Level level) {

  /** What became of {@code ID=LEVEL}. */
  public sealed interface Reading {
    /** It is a requirement. */
    record Read(LevelRequirement requirement) implements Reading {}

    /** It is not. */
    record Refused(Problem problem) implements Reading {}
  }

  /** Reads {@code ID=LEVEL}; white space around both parts does not count. */
  public static Reading read(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return refused("`" + text + "` is not of the form ID=LEVEL");
    }
    String id = text.substring(0, equals).strip();
    String level = text.substring(equals + 1).strip();
    var claim = ClaimId.of(id).filter(ClaimId::isFrozen);
    if (claim.isEmpty()) {
      return refused("`" + id + "` is no claim of a trust basis");
    }
    var demanded = Level.of(level);
    if (demanded.isEmpty()) {
      return refused("`" + level + "` is not `absent`, `inferred`, `self_reported` or `verified`");
    }
    return new Reading.Read(new LevelRequirement(claim.get(), demanded.get()));
  }

  private static Reading refused(String message) {
    return new Reading.Refused(Problem.of("trust_basis.requirement", message, Where.NOWHERE));
  }
}
