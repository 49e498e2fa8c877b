package dev.assay.core.claim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TrustPolicyReaderTest {
  private static final String HEAD = "schema: assay.trust_policy.v1\n";
  private static final String GOOD = "claim(\"bundle_verified\").level == verified";

  private record Bad(TrustPolicyFault fault, String place, String says, String yaml) {}

  private static final List<Bad> BAD =
      List.of(
          bad(TrustPolicyFault.ROOT_NOT_MAPPING, "1:1", "mapping", "- a"),
          bad(TrustPolicyFault.MISSING_FIELD, "1:1", "`schema` is missing", "name: a"),
          bad(
              TrustPolicyFault.SCHEMA,
              "1:9",
              "unknown schema `assay.trust_policy.v2`, this program reads",
              "schema: assay.trust_policy.v2\nrule: 1"),
          bad(
              TrustPolicyFault.UNKNOWN_FIELD,
              "2:1",
              "unknown key `rule`, did you mean `rules`?",
              HEAD + "rule: []\nrules: [" + rule("a", GOOD) + "]"),
          bad(TrustPolicyFault.MISSING_FIELD, "1:1", "would accept everything", HEAD),
          bad(TrustPolicyFault.MISSING_FIELD, "2:8", "would accept everything", HEAD + "rules: []"),
          bad(TrustPolicyFault.WRONG_TYPE, "2:8", "a list, not a mapping", HEAD + "rules: {}"),
          bad(
              TrustPolicyFault.WRONG_TYPE,
              "2:9",
              "an entry of `rules` is a mapping, not a string",
              HEAD + "rules: [a]"),
          inRule(TrustPolicyFault.UNKNOWN_FIELD, "3:5", "did you mean `require`?", "requires: a"),
          inRule(TrustPolicyFault.MISSING_FIELD, "3:5", "`require` is missing", "explain: x"),
          inRule(
              TrustPolicyFault.UNKNOWN_VALUE, "4:15", "one of error, warn, info", "severity: bad"),
          inRule(TrustPolicyFault.UNKNOWN_VALUE, "4:23", "fail, accept", "on_not_evaluable: maybe"),
          inRule(TrustPolicyFault.UNKNOWN_VALUE, "4:11", "names one server", "when: {}"),
          inRule(TrustPolicyFault.UNKNOWN_FIELD, "4:13", "did you mean `tool`", "when: { tol: a }"),
          inRule(
              TrustPolicyFault.UNKNOWN_VALUE,
              "4:11",
              "names one server",
              "when: { tool: a, server: b }"),
          inRule(TrustPolicyFault.TOO_LONG, "4:14", "longer than", "explain: " + "x".repeat(2_001)),
          inRule(
              TrustPolicyFault.TIME,
              "4:63",
              "the last day on which it counts",
              "waivers: [{ id: w, reason: because, owner: team, expires: soon }]"),
          inRule(
              TrustPolicyFault.MISSING_FIELD,
              "4:15",
              "`owner` is missing",
              "waivers: [{ id: w, reason: because, expires: 2027-01-31 }]"),
          bad(
              TrustPolicyFault.ID,
              "2:15",
              "at most 100 of a-z",
              HEAD + "rules: [" + rule("No-Id!", GOOD) + "]"),
          bad(
              TrustPolicyFault.DUPLICATE,
              "4:11",
              "rule `a` stands twice",
              HEAD + "rules:\n  - " + rule("a", GOOD) + "\n  - " + rule("a", GOOD)),
          bad(
              TrustPolicyFault.TOO_LONG,
              "2:8",
              "more than 500 rules",
              HEAD + "rules: [" + (rule("a", GOOD) + ",").repeat(501) + "]"),
          inTest(TrustPolicyFault.MISSING_FIELD, "5:5", "the test expects nothing", "name: t"),
          inTest(
              TrustPolicyFault.UNKNOWN_RULE,
              "5:29",
              "there is no rule `b`, did you mean `a`?",
              "{ name: t, expect: { b: passed } }"),
          inTest(
              TrustPolicyFault.UNKNOWN_VALUE,
              "5:29",
              "an outcome cannot be `green`",
              "{ name: t, expect: { a: green } }"),
          inTest(
              TrustPolicyFault.NUMBER,
              "5:29",
              "an integer from 0 up",
              "{ name: t, event_count: -1, expect: { a: passed } }"),
          inTest(
              TrustPolicyFault.UNKNOWN_CLAIM,
              "5:31",
              "did you mean `bundle_verified`?",
              "{ name: t, claims: [{ id: bundle_verfied, level: absent }], expect: { a: passed } }"),
          inTest(
              TrustPolicyFault.DUPLICATE,
              "5:71",
              "stands twice for one scope",
              "{ name: t, claims: [{ id: bundle_verified, level: absent }, { id: bundle_verified, level:"
                  + " absent }], expect: { a: passed } }"));

  private record BadExpression(String text, String says) {}

  private static final List<BadExpression> BAD_EXPRESSIONS =
      List.of(
          wrong("claim(\"bundle_verfied\").level == verified", "did you mean `bundle_verified`?"),
          wrong("claim(bundle_verified).level == verified", "put it in quotes"),
          wrong("claim(\"bundle_verified\").lvl == verified", "use `level` or `counts`"),
          wrong("claim(\"bundle_verified\").level = verified", "compare with `==`"),
          wrong("claim(\"bundle_verified\").level == 3", "a level is expected"),
          wrong("claim(\"bundle_verified\").level == Verified", "a level is expected"),
          wrong("claim(\"bundle_verified\").counts.rejected == verified", "a number"),
          wrong("claim(\"bundle_verified\").counts.total == 1", "there is no count"),
          wrong("claim(\"bundle_verified\").counts.rejected == 1234567890123456789", "18 digits"),
          wrong("claim(\"bundle_verified\").counts.rejected == 1x", "is no number"),
          wrong("claim(\"bundle_verified\", s).level == verified", "stands for no scope"),
          wrong("claim(\"bundle_verified\", scope).level == verified", "give the rule a `when`"),
          wrong("claim(\"bundle_verified\", tool(x)).level == verified", "a name in quotes"),
          wrong("subject.events > 1", "use `event_count`"),
          wrong("clam(\"bundle_verified\").level == verified", "did you mean `claim`?"),
          wrong("verified == claim(\"bundle_verified\").level", "means nothing here"),
          wrong("all(s in bundles, " + GOOD + ")", "`servers`, `tools`, `sessions`"),
          wrong("all(claim in tools, " + GOOD + ")", "cannot be a name"),
          wrong("all(s in tools, any(t in servers, " + GOOD + "))", "stands inside another"),
          wrong("all(s in tools, " + GOOD, "`)` is expected, not the end"),
          wrong(GOOD + " && " + GOOD, "write `and`"),
          wrong(GOOD + " " + GOOD, "the end, `and` or `or` is expected"),
          wrong(GOOD + " and", "is expected, not the end"),
          wrong("(", "is expected, not the end"),
          wrong("claim(\"bundle", "a text does not end"),
          wrong("claim(\"\\n\").level == absent", "are escapes"),
          wrong("claim('bundle_verified').level == absent", "double quotes"),
          wrong("\u202Eclaim", "means nothing here"),
          wrong("(".repeat(40) + GOOD + ")".repeat(40), "levels deep"),
          wrong(GOOD + " or " + GOOD.repeat(200), "at most 4096 characters"));

  @TestFactory
  Stream<DynamicTest> what_is_wrong_is_refused_with_its_place() {
    return BAD.stream()
        .map(bad -> DynamicTest.dynamicTest(bad.fault + " " + bad.says, () -> check(bad)));
  }

  @TestFactory
  Stream<DynamicTest> an_expression_outside_the_grammar_is_refused_with_a_character() {
    return BAD_EXPRESSIONS.stream()
        .map(
            bad ->
                DynamicTest.dynamicTest(
                    bad.text.substring(0, Math.min(60, bad.text.length())),
                    () -> {
                      Problem problem =
                          refused(HEAD + "rules:\n  - id: a\n    require: |\n      " + bad.text);
                      assertThat(problem.text()).contains(bad.says).contains("at character ");
                      assertThat(problem.where().line()).isEqualTo(4);
                    }));
  }

  @Test
  void every_fault_has_a_case() {
    Set<String> met = new TreeSet<>();
    BAD.forEach(bad -> met.add(bad.fault.code()));
    met.add(TrustPolicyFault.EXPRESSION.code()); // the table of expressions
    assertThat(met)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(TrustPolicyFault.values()).map(TrustPolicyFault::code).toList());
  }

  @Test
  void all_problems_are_listed_at_once_in_the_order_of_the_text() {
    String yaml = HEAD + "nam: x\nrules:\n  - id: A\n    require: x\n    severity: y\n";
    assertThat(all(yaml).stream().map(problem -> problem.where().line()))
        .containsExactly(2, 4, 5, 6);
  }

  @Test
  void the_digest_is_of_what_is_demanded_and_of_nothing_else() {
    String first = digest(HEAD + "rules: [" + rule("a", GOOD) + "]");
    assertThat(first).startsWith("sha256:");
    String texts =
        "name: n\nrules:\n  - id: a\n    require: "
            + GOOD
            + "\n    explain: why\n"
            + "    waivers: [{ id: w, reason: r, owner: o, expires: 2027-01-31 }]\n";
    assertThat(digest(HEAD + texts)).isEqualTo(first);
    assertThat(digest(HEAD + "rules: [" + rule("b", GOOD) + "]")).isNotEqualTo(first);
    assertThat(digest(HEAD + "rules: [" + rule("a", "not " + GOOD) + "]")).isNotEqualTo(first);
    assertThat(digest(HEAD + "rules:\n  - id: a\n    severity: warn\n    require: " + GOOD))
        .isNotEqualTo(first);
    assertThat(
            digest(HEAD + "rules:\n  - id: a\n    on_not_evaluable: accept\n    require: " + GOOD))
        .isNotEqualTo(first);
    assertThat(digest(HEAD + "rules:\n  - id: a\n    when: { tool: t }\n    require: " + GOOD))
        .isNotEqualTo(first);
  }

  private static String rule(String id, String require) {
    return "{ id: " + id + ", require: '" + require + "' }";
  }

  private static Bad bad(TrustPolicyFault fault, String place, String says, String yaml) {
    return new Bad(fault, place, says, yaml);
  }

  /** The member stands on line 4, unless it takes the place of {@code require} on line 3. */
  private static Bad inRule(TrustPolicyFault fault, String place, String says, String member) {
    boolean instead = place.startsWith("3:");
    return bad(
        fault,
        place,
        says,
        HEAD
            + "rules:\n  - "
            + (instead ? "" : "require: " + GOOD + "\n    ")
            + member
            + "\n    id: a\n");
  }

  private static Bad inTest(TrustPolicyFault fault, String place, String says, String test) {
    return bad(
        fault,
        place,
        says,
        HEAD + "rules:\n  - " + rule("a", GOOD) + "\ntests:\n  - " + test + "\n");
  }

  private static BadExpression wrong(String text, String says) {
    return new BadExpression(text, says);
  }

  private static void check(Bad bad) {
    Problem problem = refused(bad.yaml);
    assertThat(problem.code()).isEqualTo(bad.fault.code());
    assertThat(problem.text()).contains(bad.says);
    assertThat(problem.where().line() + ":" + problem.where().column()).isEqualTo(bad.place);
    assertThat(problem.where().document()).isEqualTo("policy.yaml");
  }

  private static Problem refused(String yaml) {
    return all(yaml).getFirst();
  }

  private static List<Problem> all(String yaml) {
    return switch (TrustPolicyReader.read(yaml.getBytes(StandardCharsets.UTF_8), "policy.yaml")) {
      case TrustPolicyReading.Refused refused -> refused.problems();
      case TrustPolicyReading.Accepted accepted ->
          throw new AssertionError("accepted: " + accepted.policy().rules());
    };
  }

  private static String digest(String yaml) {
    return switch (TrustPolicyReader.read(yaml.getBytes(StandardCharsets.UTF_8), "policy.yaml")) {
      case TrustPolicyReading.Accepted accepted -> accepted.policy().digest();
      case TrustPolicyReading.Refused refused ->
          throw new AssertionError(refused.problems().toString());
    };
  }
}
