package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.rule.EachEvent.Look;
import dev.assay.core.evidence.AuthorizationContext;

/**
 * {@code authorization_context_visible}: one decision names principal, scheme and issuer, none of
 * them shaped like a credential; the caller says so. Source: {@code trust-basis.md} 3, rule 5.
 */
final class AuthorizationRule implements ClaimRule {
  @Override
  public ClaimId id() {
    return ClaimId.AUTHORIZATION_CONTEXT_VISIBLE;
  }

  @Override
  public String sentence() {
    return "one decision names principal, supported scheme and issuer; it says nothing on whether"
        + " they are valid or current";
  }

  @Override
  public ClaimTally begin() {
    return new EachEvent(
        AuthorizationRule::look,
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
    return switch (AuthorizationContext.read(event.members())) {
      case AuthorizationContext.Reading.Visible _ -> Look.SUPPORTS;
      case AuthorizationContext.Reading.Refused(var fault, String member) ->
          switch (fault) {
            case MISSING -> Look.rejected(LevelReason.FIELD_MISSING, member);
            case BLANK -> Look.rejected(LevelReason.FIELD_BLANK, member);
            case SCHEME_UNKNOWN -> Look.rejected(LevelReason.SCHEME_UNSUPPORTED);
            case CREDENTIAL_SHAPED -> Look.rejected(LevelReason.CREDENTIAL_SHAPED_VALUE, member);
            case TOO_LONG -> Look.rejected(LevelReason.ISSUER_TOO_LONG);
          };
    };
  }

  @Override
  public boolean isScoped() {
    return true;
  }

  @Override
  public Raise raise(Finding finding) {
    return Raise.toVerified("token_validated_by_the_gate");
  }
}
