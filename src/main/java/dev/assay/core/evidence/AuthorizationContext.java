package dev.assay.core.evidence;

import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether a decision says who called and how that is known: a principal, a scheme and an issuer,
 * none of them a credential. It says nothing about whether that is true. Source: {@code
 * evidence.md} 1.7, {@code trust-basis.md} 3, rule 5.
 */
public final class AuthorizationContext {
  private static final String PRINCIPAL = "principal";
  private static final String SCHEME = "auth_scheme";
  private static final String ISSUER = "auth_issuer";
  private static final String BEARER = "bearer ";
  private static final int MAX_ISSUER_BYTES = 2048;
  private static final int MIN_JWS_PART = 4;

  private AuthorizationContext() {}

  /** What a decision's payload says. */
  public sealed interface Reading {
    /** All three. */
    record Visible() implements Reading {}

    /**
     * Not all three.
     *
     * @param fault the first thing that is wrong, in the order principal, scheme, issuer
     * @param member the member it is wrong with
     */
    record Refused(Fault fault, String member) implements Reading {}
  }

  /** What can be wrong with a member. */
  public enum Fault {
    /** It is missing or not a string; a scheme of white space only counts as missing. */
    MISSING,
    /** It holds nothing but white space. */
    BLANK,
    /** The scheme is not one of the two, {@code oauth2} and {@code jwt_bearer}. */
    SCHEME_UNKNOWN,
    /** It begins like a bearer credential or has the shape of a compact JWS. */
    CREDENTIAL_SHAPED,
    /** The issuer has more than 2048 bytes. */
    TOO_LONG
  }

  /** Says whether an event is a decision that has all three. */
  public static boolean isPresent(Json.Obj event) {
    return event.string("type").orElse("").equals(ToolDecision.TYPE)
        && read(event.object("data").orElse(Json.Obj.EMPTY)) instanceof Reading.Visible;
  }

  /** Reads the payload of a decision; white space at the ends of members does not count. */
  public static Reading read(Json.Obj data) {
    return name(data, PRINCIPAL)
        .or(() -> scheme(data))
        .or(() -> name(data, ISSUER))
        .or(() -> length(data))
        .orElseGet(Reading.Visible::new);
  }

  private static Optional<Reading> name(Json.Obj data, String member) {
    Optional<String> text = data.string(member).map(ReviewerText::trimmed);
    if (text.isEmpty()) {
      return refused(Fault.MISSING, member);
    }
    if (text.get().isEmpty()) {
      return refused(Fault.BLANK, member);
    }
    return isCredentialShaped(text.get())
        ? refused(Fault.CREDENTIAL_SHAPED, member)
        : Optional.empty();
  }

  private static Optional<Reading> scheme(Json.Obj data) {
    String scheme = ReviewerText.trimmed(data.string(SCHEME).orElse(""));
    if (scheme.isEmpty()) {
      return refused(Fault.MISSING, SCHEME);
    }
    return scheme.equalsIgnoreCase("oauth2") || scheme.equalsIgnoreCase("jwt_bearer")
        ? Optional.empty()
        : refused(Fault.SCHEME_UNKNOWN, SCHEME);
  }

  private static Optional<Reading> length(Json.Obj data) {
    String issuer = ReviewerText.trimmed(data.string(ISSUER).orElse(""));
    return issuer.getBytes(StandardCharsets.UTF_8).length > MAX_ISSUER_BYTES
        ? refused(Fault.TOO_LONG, ISSUER)
        : Optional.empty();
  }

  private static Optional<Reading> refused(Fault fault, String member) {
    return Optional.of(new Reading.Refused(fault, member));
  }

  private static boolean isCredentialShaped(String text) {
    return text.regionMatches(true, 0, BEARER, 0, BEARER.length()) || isCompactJws(text);
  }

  private static boolean isCompactJws(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 || !parts[0].startsWith("eyJ")) {
      return false;
    }
    for (String part : parts) {
      if (part.length() < MIN_JWS_PART || !part.chars().allMatch(AuthorizationContext::isBase64)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBase64(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
