package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.rule.EachEvent.Look;

/** {@code containment_degradation_observed}: adverse; the payload is not looked at. */
final class ContainmentRule implements ClaimRule {
  @Override
  public ClaimId id() {
    return ClaimId.CONTAINMENT_DEGRADATION_OBSERVED;
  }

  @Override
  public String sentence() {
    return "a weaker containment than asked for was recorded; nothing is said about containment"
        + " otherwise";
  }

  @Override
  public ClaimTally begin() {
    return new EachEvent(
        event -> event.type().equals("assay.sandbox.degraded") ? Look.SUPPORTS : Look.UNRELATED,
        (support, ground) ->
            support.supporting() > 0
                ? EachEvent.ofOurRecord(support, ground)
                : EachEvent.absent(support));
  }

  @Override
  public boolean isScoped() {
    return true;
  }

  @Override
  public Raise raise(Finding finding) {
    return Raise.ofOurRecord(finding, "degradation_event");
  }
}
