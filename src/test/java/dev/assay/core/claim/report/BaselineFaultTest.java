package dev.assay.core.claim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.json.Json;
import dev.assay.testkit.TrustReports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BaselineFaultTest {
  private static final Instant ACCEPTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration AGE = Duration.ofDays(90);
  private static final String POLICY = "sha256:" + "a".repeat(64);
  private static final ReadReport RICH = TrustReports.of(TrustReports.RICH);
  private static final ReadReport POOR = TrustReports.of(TrustReports.POOR);
  private static final Acceptance ACCEPTANCE =
      new Acceptance(
          Acceptance.Accepted.of(RICH), Optional.of(POLICY), ACCEPTED, "ana", "first release");

  private static List<BaselineFault> faults(ReadReport baseline, String policy, Instant now) {
    return BaselineFault.of(ACCEPTANCE, baseline, Optional.of(policy), now, AGE);
  }

  @Test
  void an_accepted_baseline_counts_until_it_is_too_old() {
    assertThat(faults(RICH, POLICY, ACCEPTED)).isEmpty();
    assertThat(faults(RICH, POLICY, ACCEPTED.plus(AGE))).isEmpty();
    assertThat(faults(RICH, POLICY, ACCEPTED.plus(AGE).plusSeconds(1)))
        .containsExactly(BaselineFault.AGE);
    assertThat(faults(RICH, POLICY, ACCEPTED.minusSeconds(1)))
        .containsExactly(BaselineFault.FUTURE);
  }

  @Test
  void another_report_or_another_policy_is_not_what_was_accepted() {
    assertThat(faults(POOR, POLICY, ACCEPTED)).containsExactly(BaselineFault.CHANGED);
    assertThat(faults(RICH, "sha256:b", ACCEPTED)).containsExactly(BaselineFault.POLICY);
    assertThat(BaselineFault.of(ACCEPTANCE, RICH, Optional.empty(), ACCEPTED, AGE)).isEmpty();
  }

  @Test
  void reports_of_other_rules_and_other_programs_are_not_compared() {
    assertThat(BaselineFault.between(RICH, RICH)).isEmpty();
    ReadReport v1 = TrustReports.read(TrustReports.bytes(TrustReports.RICH, Ruleset.V1));
    assertThat(BaselineFault.between(v1, RICH)).containsExactly(BaselineFault.RULESET);
    Json.Obj document = TrustReports.document(TrustReports.RICH);
    assertThat(BaselineFault.between(changed(document, "compiler", "ruleset_digest", "x"), RICH))
        .containsExactly(BaselineFault.RULES);
    Json producers = new Json.Arr(List.of(Json.object().put("name", "somebody-else").build()));
    ReadReport foreign =
        TrustReports.read(
            TrustReports.file(
                TrustReports.with(
                    document,
                    "subject",
                    TrustReports.with(
                        document.object("subject").orElseThrow(), "producers", producers))));
    assertThat(BaselineFault.between(foreign, RICH)).containsExactly(BaselineFault.PRODUCER);
    ReadReport provisional =
        TrustReports.read(
            TrustReports.file(TrustReports.with(document, "provisional", Json.Bool.TRUE)));
    assertThat(BaselineFault.between(provisional, RICH)).containsExactly(BaselineFault.PROVISIONAL);
  }

  @Test
  void a_report_that_lacks_rows_is_compared_with_nothing() {
    Json limits =
        new Json.Arr(
            List.of(
                Json.object().put("name", "scopes").put("limit", 1000).put("hit", true).build()));
    ReadReport cut =
        TrustReports.read(
            TrustReports.file(
                TrustReports.with(TrustReports.document(TrustReports.RICH), "limits", limits)));
    assertThat(cut.extent().scopesCut()).isTrue();
    assertThat(BaselineFault.between(RICH, cut)).containsExactly(BaselineFault.SCOPES_CUT);
    assertThat(BaselineFault.between(cut, RICH)).isEmpty();
  }

  @Test
  void every_fault_says_what_to_do() {
    Set<BaselineFault> all = EnumSet.allOf(BaselineFault.class);
    assertThat(all)
        .allSatisfy(
            fault ->
                assertThat(fault.problem("baseline.json").text())
                    .startsWith("baseline.json: ")
                    .contains(fault.nextStep()));
    assertThat(all.stream().map(BaselineFault::code)).doesNotHaveDuplicates();
  }

  @Test
  void an_acceptance_is_read_back_as_it_was_written() {
    assertThat(AcceptanceReading.read(ACCEPTANCE.bytes()))
        .isEqualTo(new AcceptanceReading.Read(ACCEPTANCE));
    Acceptance without =
        new Acceptance(ACCEPTANCE.report(), Optional.empty(), ACCEPTED, "ana", "größer 日本");
    assertThat(AcceptanceReading.read(without.bytes()))
        .isEqualTo(new AcceptanceReading.Read(without));
  }

  @TestFactory
  Stream<DynamicTest> an_acceptance_that_says_anything_else_is_refused() {
    String good = new String(ACCEPTANCE.bytes(), StandardCharsets.UTF_8);
    return Stream.of(
            "",
            "[]",
            good.replace("trust_acceptance.v1", "trust_acceptance.v2"),
            good.replace("\"reason\"", "\"reasons\""),
            good.replace("\"accepted_by\": \"ana\"", "\"accepted_by\": \"a\\u202eb\""),
            good.replace("\"accepted_by\": \"ana\"", "\"accepted_by\": \"\""),
            good.replace(
                "\"accepted_by\": \"ana\"", "\"accepted_by\": \"" + "x".repeat(501) + "\""),
            good.replace("2026-01-01T00:00:00Z", "yesterday"),
            good.replace("\"sha256:" + "a".repeat(64) + "\"", "3"))
        .map(
            text ->
                DynamicTest.dynamicTest(
                    "refused: " + text.substring(0, Math.min(80, text.length())),
                    () -> {
                      assertThat(text).isNotEqualTo(good);
                      assertThat(AcceptanceReading.read(text.getBytes(StandardCharsets.UTF_8)))
                          .isInstanceOfSatisfying(
                              AcceptanceReading.Refused.class,
                              refused -> assertThat(refused.problems()).isNotEmpty());
                    }));
  }

  private static ReadReport changed(Json.Obj document, String part, String member, String value) {
    return TrustReports.read(
        TrustReports.file(
            TrustReports.with(
                document,
                part,
                TrustReports.with(
                    document.object(part).orElseThrow(), member, new Json.Str(value)))));
  }
}
