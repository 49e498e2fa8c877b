package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.rule.EachEvent.Look;
import dev.assay.core.evidence.ReviewerText;
import dev.assay.core.json.Json;

/** {@code delegation_context_visible}: a decision names who delegated; the caller says so. */
final class DelegationRule implements ClaimRule {
  private static final String MEMBER = "delegated_from";

  @Override
  public ClaimId id() {
    return ClaimId.DELEGATION_CONTEXT_VISIBLE;
  }

  @Override
  public String sentence() {
    return "a decision has a non-blank `delegated_from`; it says nothing on whether the delegation"
        + " is valid";
  }

  @Override
  public ClaimTally begin() {
    return new EachEvent(
        DelegationRule::look,
        (support, _) ->
            support.supporting() > 0
                ? new Finding.SelfReported(
                    support.because(LevelReason.UNCORROBORATED_PRODUCER.wire()))
                : EachEvent.absent(support));
  }

  private static Look look(ObservedEvent event) {
    if (!event.isDecision()) {
      return Look.UNRELATED;
    }
    return event.members().get(MEMBER) instanceof Json.Str name
        ? ReviewerText.trimmed(name.value()).isEmpty()
            ? Look.rejected(LevelReason.FIELD_BLANK, MEMBER)
            : Look.SUPPORTS
        : Look.rejected(LevelReason.FIELD_MISSING, MEMBER);
  }

  @Override
  public boolean isScoped() {
    return true;
  }

  @Override
  public Raise raise(Finding finding) {
    return Raise.toVerified("delegation_validated_by_the_gate");
  }
}
