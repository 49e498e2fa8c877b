package dev.assay.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evidence.AuthorizationContext.Fault;
import dev.assay.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationContextTest {
  private static final String JWS = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

  private static Json.ObjBuilder decision() {
    return Json.object()
        .put("principal", "agent@example")
        .put("auth_scheme", "oauth2")
        .put("auth_issuer", "https://issuer.example");
  }

  private static Json.Obj event(Json.Obj data) {
    return Json.object().put("type", "assay.tool.decision").put("data", data).build();
  }

  @Test
  void a_decision_that_says_all_three_is_visible() {
    Json.Obj data =
        decision().put("auth_scheme", "\u2003JWT_Bearer\n").put("principal", " a ").build();

    assertThat(AuthorizationContext.read(data))
        .isEqualTo(new AuthorizationContext.Reading.Visible());
    assertThat(AuthorizationContext.isPresent(event(data))).isTrue();
    assertThat(
            AuthorizationContext.isPresent(
                Json.object().put("type", "assay.tool.outcome").put("data", data).build()))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "principal, '\u3000', BLANK",
    "principal, 'BEARER abc', CREDENTIAL_SHAPED",
    "principal, '" + JWS + "', CREDENTIAL_SHAPED",
    "auth_scheme, ' ', MISSING",
    "auth_scheme, basic, SCHEME_UNKNOWN",
    "auth_issuer, '', BLANK",
    "auth_issuer, ' bearer abc', CREDENTIAL_SHAPED",
  })
  void what_is_wrong_is_told_with_its_member(String member, String value, Fault fault) {
    assertRefused(decision().put(member, value).build(), fault, member);
  }

  @Test
  void a_member_that_is_missing_or_no_string_is_missing() {
    assertRefused(Json.Obj.EMPTY, Fault.MISSING, "principal");
    assertRefused(
        decision().put("auth_issuer", Json.Num.of(1)).build(), Fault.MISSING, "auth_issuer");
  }

  @Test
  void an_issuer_is_bounded_in_bytes() {
    assertThat(
            AuthorizationContext.read(decision().put("auth_issuer", "\u00e4".repeat(1024)).build()))
        .isEqualTo(new AuthorizationContext.Reading.Visible());
    assertRefused(
        decision().put("auth_issuer", "\u00e4".repeat(1024) + "a").build(),
        Fault.TOO_LONG,
        "auth_issuer");
  }

  private static void assertRefused(Json.Obj data, Fault fault, String member) {
    assertThat(AuthorizationContext.read(data))
        .isEqualTo(new AuthorizationContext.Reading.Refused(fault, member));
    assertThat(AuthorizationContext.isPresent(event(data))).isFalse();
  }
}
