package dev.assay.core.claim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Scope;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportRow;
import dev.assay.core.claim.report.SupposedReport;
import dev.assay.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TrustPolicyTest {
  private static final Instant NOW = Instant.parse("2027-01-31T12:00:00Z");
  private static final String INTACT = "claim(\"bundle_verified\").level == verified";
  private static final String MISSING = "claim(\"every_call_decided\").level >= absent";

  private static final ReadReport REPORT =
      report(
          false,
          row(ClaimId.BUNDLE_VERIFIED, Scope.BUNDLE, Level.VERIFIED, 0),
          row(ClaimId.DELEGATION_CONTEXT_VISIBLE, Scope.BUNDLE, Level.SELF_REPORTED, 2),
          row(ClaimId.DELEGATION_CONTEXT_VISIBLE, tool("a"), Level.SELF_REPORTED, 0),
          row(ClaimId.DELEGATION_CONTEXT_VISIBLE, tool("b"), Level.ABSENT, 2));

  private record Judged(String require, Outcome outcome, String says) {}

  @TestFactory
  Stream<DynamicTest> expressions_are_judged_by_what_the_report_says() {
    return Stream.of(
            passes(INTACT),
            passes("claim(\"delegation_context_visible\").level != verified"),
            passes("claim(\"delegation_context_visible\").level < verified"),
            passes("claim(\"delegation_context_visible\").level <= self_reported"),
            passes("claim(\"delegation_context_visible\").level > inferred"),
            passes("claim(\"delegation_context_visible\").counts.rejected == 2"),
            passes("claim(\"delegation_context_visible\").counts.candidates >= 1"),
            passes("claim(\"delegation_context_visible\").counts.supporting != 7"),
            passes("claim(\"delegation_context_visible\", tool(\"a\")).level == self_reported"),
            passes("subject.event_count > 2 and subject.event_count < 4"),
            passes("any(t in tools, claim(\"delegation_context_visible\", t).level == absent)"),
            passes("not all(t in tools, claim(\"delegation_context_visible\", t).level > absent)"),
            passes("not not " + INTACT),
            passes(MISSING + " or " + INTACT),
            fails("claim(\"delegation_context_visible\").level == verified", "is self_reported"),
            fails("subject.event_count >= 4", "event_count is 3"),
            fails(
                "all(t in tools, claim(\"delegation_context_visible\", t).counts.rejected == 0)",
                "of tool `b` has 2 rejected"),
            fails("not " + INTACT, "bundle_verified is verified"),
            fails(MISSING + " and not " + INTACT, "does not have every_call_decided"),
            cannot(MISSING, "the report does not have every_call_decided"),
            cannot("not (" + MISSING + ")", "does not have"),
            cannot(MISSING + " and " + INTACT, "does not have"),
            cannot("claim(\"bundle_verified\", tool(\"a\")).level == verified", "of tool `a`"),
            cannot("claim(\"delegation_context_visible\", tool(\"c\")).level > absent", "tool `c`"),
            cannot("all(s in servers, " + INTACT + ")", "the report has no servers"),
            cannot("any(s in sessions, " + INTACT + ")", "the report has no sessions"),
            cannot("not any(s in sessions, " + INTACT + ")", "the report has no sessions"))
        .map(
            judged ->
                DynamicTest.dynamicTest(
                    judged.require,
                    () -> {
                      RuleResult result = judge(judged.require, "", REPORT);
                      assertThat(result.outcome()).as(result.sentence()).isEqualTo(judged.outcome);
                      assertThat(result.sentence()).contains(judged.says);
                      assertThat(result.isBroken()).isEqualTo(judged.outcome != Outcome.PASSED);
                    }));
  }

  @Test
  void a_cut_report_never_passes_for_all_and_never_fails_for_any() {
    ReadReport cut =
        report(true, row(ClaimId.DELEGATION_CONTEXT_VISIBLE, tool("a"), Level.INFERRED, 0));
    String over = "(t in tools, claim(\"delegation_context_visible\", t).level";
    assertThat(judge("all" + over + " > absent)", "", cut).outcome())
        .isEqualTo(Outcome.NOT_EVALUABLE);
    assertThat(judge("all" + over + " > inferred)", "", cut).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(judge("any" + over + " > absent)", "", cut).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(judge("any" + over + " > inferred)", "", cut).outcome())
        .isEqualTo(Outcome.NOT_EVALUABLE);
  }

  @Test
  void when_binds_a_scope_and_a_scope_that_is_not_there_is_no_pass() {
    String require = "claim(\"delegation_context_visible\", scope).level > absent";
    assertThat(judge(require, "when: { tool: a }", REPORT).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(judge(require, "when: { tool: b }", REPORT).outcome()).isEqualTo(Outcome.FAILED);
    RuleResult missing = judge(INTACT, "when: { tool: misspelt }", REPORT);
    assertThat(missing.outcome()).isEqualTo(Outcome.NOT_EVALUABLE);
    assertThat(missing.sentence()).contains("has no tool `misspelt`");
  }

  @Test
  void only_a_rule_that_says_so_accepts_what_cannot_be_told() {
    RuleResult accepted = judge(MISSING, "on_not_evaluable: accept", REPORT);
    assertThat(accepted.outcome()).isEqualTo(Outcome.NOT_EVALUABLE);
    assertThat(accepted.isBroken()).isFalse();
    assertThat(judge("not " + INTACT, "on_not_evaluable: accept", REPORT).isBroken()).isTrue();
  }

  @Test
  void a_waiver_counts_to_the_end_of_its_last_day_and_then_fails_by_name() {
    String day = "waivers: [{ id: w1, reason: moving, owner: team-a, expires: %s }]";
    RuleResult counting = judge("not " + INTACT, day.formatted("2027-01-31"), REPORT);
    assertThat(counting.outcome()).isEqualTo(Outcome.WAIVED);
    assertThat(counting.isBroken()).isFalse();
    assertThat(counting.sentence()).contains("w1 of team-a, until 2027-02-01T00:00:00Z");
    RuleResult over = judge("not " + INTACT, day.formatted("2027-01-30"), REPORT);
    assertThat(over.outcome()).isEqualTo(Outcome.WAIVER_EXPIRED);
    assertThat(over.isBroken()).isTrue();
    assertThat(judge("not " + INTACT, day.formatted("2027-01-31T12:00:00Z"), REPORT).outcome())
        .isEqualTo(Outcome.WAIVER_EXPIRED);
    assertThat(judge(INTACT, day.formatted("2027-01-30"), REPORT).outcome())
        .isEqualTo(Outcome.PASSED);
    assertThat(judge(MISSING, day.formatted("2027-01-30"), REPORT).isBroken()).isTrue();
  }

  @Test
  void hostile_names_stay_short_in_what_is_said() {
    ReadReport report =
        report(
            false,
            row(ClaimId.DELEGATION_CONTEXT_VISIBLE, tool("x".repeat(1_000_000)), Level.ABSENT, 0));
    RuleResult result =
        judge(
            "all(t in tools, claim(\"delegation_context_visible\", t).level > absent)", "", report);
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.sentence()).hasSizeLessThan(300).contains("…");
  }

  @Test
  void a_test_says_which_rule_came_out_otherwise() {
    String yaml =
        """
        schema: assay.trust_policy.v1
        rules:
          - { id: intact, require: 'claim("bundle_verified").level == verified' }
        tests:
          - name: holds
            claims: [{ id: bundle_verified, level: verified }]
            expect: { intact: passed }
          - name: wrong
            claims: [{ id: bundle_verified, level: absent }]
            expect: { intact: passed }
        """;
    TrustPolicy policy = read(yaml);
    assertThat(policy.tests().get(0).run(policy)).isEmpty();
    assertThat(policy.tests().get(1).run(policy))
        .containsExactly(
            new PolicyTest.Mismatch(
                "intact",
                Outcome.PASSED,
                Outcome.FAILED,
                "does not hold: bundle_verified is absent"));
    assertThat(policy.tests().get(1).line()).isEqualTo(8);
  }

  /** The laws of a logic with three values, over expressions made at random. */
  @Test
  void negation_and_the_order_of_parts_behave_as_they_should() {
    RandomGenerator random = Seed.random();
    for (int i = 0; i < 500; i++) {
      String a = expression(random, 3);
      String b = expression(random, 3);
      assertThat(outcome("not (not (" + a + "))")).as(a).isEqualTo(outcome(a));
      assertThat(outcome("(" + a + ") and (" + b + ")"))
          .as("seed %s: %s, %s", Seed.value(), a, b)
          .isEqualTo(outcome("not (not (" + b + ") or not (" + a + "))"));
      assertThat(outcome("(" + a + ") or (" + b + ")"))
          .isEqualTo(outcome("(" + b + ") or (" + a + ")"));
      assertThat(outcome("(" + a + ") and not (" + a + ")")).isNotEqualTo(Outcome.PASSED);
    }
  }

  private static String expression(RandomGenerator random, int depth) {
    List<String> atoms =
        List.of(
            INTACT,
            MISSING,
            "subject.event_count == 4",
            "claim(\"delegation_context_visible\").counts.rejected == 2");
    if (depth == 0) {
      return atoms.get(random.nextInt(atoms.size()));
    }
    return switch (random.nextInt(4)) {
      case 0 -> "not (" + expression(random, depth - 1) + ")";
      case 1 -> expression(random, depth - 1) + " and " + expression(random, depth - 1);
      case 2 -> expression(random, depth - 1) + " or " + expression(random, depth - 1);
      default -> atoms.get(random.nextInt(atoms.size()));
    };
  }

  private static Outcome outcome(String require) {
    return judge(require, "", REPORT).outcome();
  }

  private static Judged passes(String require) {
    return new Judged(require, Outcome.PASSED, "holds");
  }

  private static Judged fails(String require, String says) {
    return new Judged(require, Outcome.FAILED, says);
  }

  private static Judged cannot(String require, String says) {
    return new Judged(require, Outcome.NOT_EVALUABLE, says);
  }

  private static RuleResult judge(String require, String member, ReadReport report) {
    String yaml =
        "schema: assay.trust_policy.v1\nrules:\n  - id: r\n    require: >-\n      "
            + require
            + "\n    "
            + member
            + "\n";
    return read(yaml).judge(report, NOW).getFirst();
  }

  private static TrustPolicy read(String yaml) {
    return switch (TrustPolicyReader.read(yaml.getBytes(StandardCharsets.UTF_8), "p.yaml")) {
      case TrustPolicyReading.Accepted accepted -> accepted.policy();
      case TrustPolicyReading.Refused refused ->
          throw new AssertionError(yaml + refused.problems());
    };
  }

  private static ReadReport report(boolean cut, ReportRow... rows) {
    return SupposedReport.of(new ArrayList<>(List.of(rows)), 3, cut);
  }

  private static ReportRow row(ClaimId id, Scope scope, Level level, long rejected) {
    return new ReportRow(
        id,
        scope,
        level,
        new ReportRow.Counts(rejected + 1, 1, rejected),
        id.source(),
        id.boundary(),
        List.of());
  }

  private static Scope tool(String name) {
    return new Scope(Scope.Kind.TOOL, name);
  }
}
