package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.rule.EachEvent.Look;
import dev.assay.core.evidence.ReviewerText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code authorization_context_visible}: one decision names principal, scheme and issuer, none of
 * them shaped like a credential; the caller says so. Source: {@code trust-basis.md} 3, rule 5.
 */
final class AuthorizationRule implements ClaimRule {
  private static final int MAX_ISSUER_BYTES = 2048;

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
                    support.because(ReasonCode.UNCORROBORATED_PRODUCER.wire()))
                : EachEvent.absent(support));
  }

  private static Look look(ObservedEvent event) {
    if (!event.isDecision()) {
      return Look.UNRELATED;
    }
    Optional<Look> principal = refusal(event, "principal");
    if (principal.isPresent()) {
      return principal.get();
    }
    String scheme = ReviewerText.trimmed(event.text("auth_scheme").orElse(""));
    if (scheme.isEmpty()) {
      return Look.rejected(ReasonCode.FIELD_MISSING, "auth_scheme");
    }
    switch (BoundedText.asciiLower(scheme)) {
      case "oauth2", "jwt_bearer" -> {}
      default -> {
        return Look.rejected(ReasonCode.SCHEME_UNSUPPORTED);
      }
    }
    Optional<Look> issuer = refusal(event, "auth_issuer");
    if (issuer.isPresent()) {
      return issuer.get();
    }
    String name = ReviewerText.trimmed(event.text("auth_issuer").orElse(""));
    return name.getBytes(StandardCharsets.UTF_8).length > MAX_ISSUER_BYTES
        ? Look.rejected(ReasonCode.ISSUER_TOO_LONG)
        : Look.SUPPORTS;
  }

  private static Optional<Look> refusal(ObservedEvent event, String member) {
    Optional<String> text = event.text(member).map(ReviewerText::trimmed);
    if (text.isEmpty()) {
      return Optional.of(Look.rejected(ReasonCode.FIELD_MISSING, member));
    }
    if (text.get().isEmpty()) {
      return Optional.of(Look.rejected(ReasonCode.FIELD_BLANK, member));
    }
    return BoundedText.isCredentialShaped(text.get())
        ? Optional.of(Look.rejected(ReasonCode.CREDENTIAL_SHAPED_VALUE, member))
        : Optional.empty();
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
