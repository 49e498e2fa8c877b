package dev.assay.core.coverage;

import java.util.List;

/**
 * What came of one fact that a claim needs, and of all of them together: one that is blocked blocks
 * the claim, and a claim without facts cannot be judged. Source: {@code trust-basis.md} 10.8.
 */
public enum ClaimSupport {
  /** The evidence supports it. */
  SUPPORTED("supported"),
  /** Only a weaker claim is supported. */
  DEGRADED("degraded"),
  /** Nobody can say. */
  NOT_EVALUABLE("not_evaluable"),
  /** It may not be claimed. */
  BLOCKED("blocked");

  private final String wire;

  ClaimSupport(String wire) {
    this.wire = wire;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Gives what facts come to together: the worst of them. */
  public static ClaimSupport fold(List<ClaimSupport> outcomes) {
    return outcomes.stream().max(Enum::compareTo).orElse(NOT_EVALUABLE);
  }
}
