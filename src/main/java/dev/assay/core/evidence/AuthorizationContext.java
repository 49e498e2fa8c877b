package dev.assay.core.evidence;

import dev.assay.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a decision says who called and how that is known: a principal, a scheme and an issuer,
 * none of them a credential. It says nothing about whether that is true. Source: {@code
 * evidence.md} 1.7.
 */
public final class AuthorizationContext {
  private static final String DECISION = "assay.tool.decision";
  private static final String BEARER = "bearer ";
  private static final int MAX_ISSUER_BYTES = 2048;
  private static final int MIN_JWS_PART = 4;

  private AuthorizationContext() {}

  /** Tells whether an event is a decision that has it. */
  public static boolean isPresent(Json.Obj event) {
    if (!event.string("type").orElse("").equals(DECISION)) {
      return false;
    }
    Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
    Optional<String> principal = data.string("principal").map(AuthorizationContext::trimmed);
    Optional<String> scheme = data.string("auth_scheme").map(AuthorizationContext::trimmed);
    Optional<String> issuer = data.string("auth_issuer").map(AuthorizationContext::trimmed);
    return scheme.filter(AuthorizationContext::isKnownScheme).isPresent()
        && principal.filter(AuthorizationContext::isName).isPresent()
        && issuer.filter(AuthorizationContext::isName).isPresent()
        && issuer.get().getBytes(StandardCharsets.UTF_8).length <= MAX_ISSUER_BYTES;
  }

  private static boolean isKnownScheme(String scheme) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    return lower.equals("oauth2") || lower.equals("jwt_bearer");
  }

  /** Something, and neither a bearer token nor a compact JWS. */
  private static boolean isName(String text) {
    return !text.isEmpty()
        && !text.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && !isCompactJws(text);
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

  /** Without the characters of the Unicode property White_Space at its ends. */
  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isWhiteSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isWhiteSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isWhiteSpace(char c) {
    return (c >= 0x09 && c <= 0x0D)
        || c == ' '
        || c == 0x85
        || c == 0xA0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }
}
