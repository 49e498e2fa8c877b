package dev.assay.core.lint.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.problem.Problem;
import dev.assay.testkit.HostileTexts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackReaderTest {
  private static final String HEAD =
      """
      name: p
      version: 1.0.0
      kind: quality
      description: d
      author: a
      license: MIT
      requires: { assay_min_version: ">=3.0" }
      """;

  private static PackReading read(String yaml) {
    return PackReader.read(yaml.getBytes(StandardCharsets.UTF_8), "p.yaml");
  }

  private static List<String> problems(String yaml) {
    return switch (read(yaml)) {
      case PackReading.Accepted _ -> List.of();
      case PackReading.Refused refused -> refused.problems().stream().map(Problem::text).toList();
    };
  }

  private static List<String> check(String check) {
    return problems(
        HEAD + "rules:\n  - { id: R, severity: error, description: d, check: " + check + " }\n");
  }

  @Test
  void every_problem_is_reported_at_once_with_its_place() {
    String yaml =
        """
        name: Bad_Name
        version: 1.0
        kind: audit
        descriptoin: d
        author: a
        license: MIT
        requires: { assay_min_version: "soon" }
        rules:
          - id: A
            severity: critical
            description: d
            note: x
            check: { type: event_count, min: 0 }
          - id: A
            severity: error
            description: d
            check: { type: event_count, min: 1, max: 2 }
        """;
    assertThat(problems(yaml))
        .containsExactly(
            "p.yaml:1:1: `description` is missing",
            "p.yaml:1:7: `Bad_Name` is no pack name, use a-z, 0-9 and hyphens between them",
            "p.yaml:2:10: `version` is a string, not a number, put it in quotes",
            "p.yaml:3:7: `kind` cannot be `audit`, use one of compliance, security, quality",
            "p.yaml:4:1: unknown key `descriptoin`, did you mean `description`?",
            "p.yaml:7:32: `soon` is no version, write `>=x.y` or `>=x.y.z`",
            "p.yaml:10:15: `severity` cannot be `critical`, use one of error, warning, warn, info",
            "p.yaml:12:5: unknown key `note`",
            "p.yaml:13:38: `min` is an integer from 1 up, not `0`",
            "p.yaml:14:9: rule `A` stands twice",
            "p.yaml:17:41: unknown key `max`");
  }

  @Test
  void members_that_start_with_x_are_free_and_bound_by_the_document_digest_only() {
    PackReading plain = read(HEAD + "rules: []\n");
    PackReading marked = read(HEAD + "x-owner: us\nrules: []\n");
    RulePack.Digests a = ((PackReading.Accepted) plain).pack().digests();
    RulePack.Digests b = ((PackReading.Accepted) marked).pack().digests();
    assertThat(a.engine()).isEqualTo(b.engine());
    assertThat(a.document()).isNotEqualTo(b.document());
  }

  @Test
  void the_members_of_a_check_go_together() {
    assertThat(check("{ type: event_count }")).hasSize(1);
    assertThat(check("{ type: event_field_present, paths_any_of: [/a], any_of: [a] }")).hasSize(1);
    assertThat(check("{ type: event_field_present, paths_any_of: [] }")).hasSize(1);
    assertThat(check("{ type: json_path_exists }")).hasSize(1);
    assertThat(check("{ type: manifest_field, required: maybe }")).hasSize(2);
    assertThat(check("{ type: for_each }")).hasSize(1);
    assertThat(check("{ type: for_each, require: [{ path: /a, equals: 1, in: [1] }] }")).hasSize(1);
    assertThat(check("{ type: for_each, require: [{ equals: 1 }] }")).hasSize(1);
    assertThat(check("{ type: for_each, require: [{ path: /a, in: [] }] }")).hasSize(1);
    assertThat(check("{ type: for_each, require: [{ path: /a, not_null: false }] }")).hasSize(1);
    assertThat(check("{ type: group_count, by: /a }")).hasSize(1);
    assertThat(check("{ type: group_count, min: 3, max: 2 }")).hasSize(1);
    assertThat(check("{ type: paired, by: /a, first: { type: x } }")).hasSize(1);
    assertThat(check("{ type: paired, by: /a, first: { typ: x }, second: { type: y } }"))
        .hasSize(2)
        .anyMatch(problem -> problem.endsWith("did you mean `type`?"));
    assertThat(check("{ type: for_each, require: [{ path: /a, equals: null }] }")).isEmpty();
  }

  @Test
  void a_pattern_that_could_run_away_is_refused() {
    assertThat(check("{ type: for_each, require: [{ path: /a, matches: '(a)\\1' }] }"))
        .singleElement()
        .asString()
        .contains("pattern `(a)\\1`");
  }

  @Test
  void an_unknown_check_is_marked_with_what_was_probably_meant() {
    PackReading reading =
        read(
            HEAD
                + "rules:\n  - { id: R, severity: error, description: d,"
                + " check: { type: event_cuont, min: 3 } }\n");
    PackRule rule = ((PackReading.Accepted) reading).pack().rules().getFirst();
    assertThat(rule.check())
        .isEqualTo(
            new Check.Unsupported(
                "check type `event_cuont` is unknown, did you mean `event_count`?"));
  }

  @Test
  void a_pack_for_other_evidence_is_refused() {
    String yaml =
        HEAD.replace("\">=3.0\"", "\">=3.0\", evidence_schema_version: \"2.0\"") + "rules: []\n";
    assertThat(problems(yaml)).singleElement().asString().contains("evidence `2.0`");
  }

  @Test
  void hostile_texts_get_an_answer() {
    for (String hostile : HostileTexts.ALL) {
      String quoted = "'" + hostile.replace("'", "''") + "'";
      read(HEAD.replace("description: d", "description: " + quoted) + "rules: []\n");
      read(HEAD + "rules:\n  - " + quoted + "\n");
      read(hostile);
    }
    char[] long_ = new char[YamlLimit.BYTES];
    Arrays.fill(long_, 'x');
    assertThat(problems(HEAD + "rules: []\nx-y: " + new String(long_))).hasSize(1);
  }

  /** More than any document. */
  private static final class YamlLimit {
    static final int BYTES = 1 << 20;
  }

  @Test
  void versions_are_compared_part_by_part() {
    assertThat(meets(">=3.30.0")).isTrue();
    assertThat(meets("3.30")).isTrue();
    assertThat(meets("=3.30")).isTrue();
    assertThat(meets("=3.29.0")).isFalse();
    assertThat(meets(">=3.30.1")).isFalse();
    assertThat(meets(">=4.0")).isFalse();
    for (String bad : List.of("", "3", ">=", ">3.0", "3.0.0.0", "3.x", "-1.0", "9999999.0")) {
      assertThat(RequiredVersion.read(bad)).as(bad).isEmpty();
    }
  }

  private static boolean meets(String version) {
    return RequiredVersion.read(version).orElseThrow().isMetBy(RequiredVersion.SPOKEN_RELEASE);
  }
}
