package dev.assay.core.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.testkit.HostileTexts;
import dev.assay.testkit.Lint;
import dev.assay.testkit.LintedBundles;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinterTest {
  private static final String DECISION = "assay.tool.decision";
  private static final String OUTCOME = "assay.tool.outcome";

  /** The sequence numbers of the findings of the rule, -1 for one about the bundle. */
  private static List<Long> found(byte[] archive, String check) {
    return Lint.report(archive, List.of(Lint.rule(check)), 100).findings().stream()
        .map(finding -> finding.place() == null ? -1L : finding.place().seq())
        .toList();
  }

  private static byte[] decisions(String... data) {
    LintedBundles bundle = new LintedBundles();
    for (String one : data) {
      bundle.event(DECISION, one);
    }
    return bundle.archive();
  }

  @Test
  void for_each_reports_every_event_that_does_not() {
    byte[] archive =
        decisions(
            "{\"d\":\"allow\"}", "{\"d\":\"maybe\"}", "{}", "{\"d\":null}", "{\"d\":\"deny\"}");
    assertThat(
            found(archive, "{ type: for_each, require: [{ path: /data/d, in: [allow, deny] }] }"))
        .containsExactly(1L, 2L, 3L);
    assertThat(found(archive, "{ type: for_each, require: [{ path: /data/d, not_null: true }] }"))
        .containsExactly(2L, 3L);
    assertThat(
            found(archive, "{ type: for_each, require: [{ path: /data/d, matches: \"^a|y$\" }] }"))
        .containsExactly(1L, 2L, 3L);
    assertThat(
            found(
                archive,
                "{ type: for_each, where: [{ path: /data/d, equals: deny }],"
                    + " require: [{ path: /data/x, not_null: true }] }"))
        .containsExactly(4L);
    assertThat(found(archive, "{ type: for_each, require: [{ path: /data/d, equals: null }] }"))
        .containsExactly(0L, 1L, 2L, 4L);
  }

  @Test
  void group_count_reports_each_group_outside_its_bounds_once() {
    byte[] archive =
        decisions("{\"t\":\"a\"}", "{\"t\":\"b\"}", "{\"t\":\"a\"}", "{\"t\":\"a\"}", "{}");
    assertThat(found(archive, "{ type: group_count, by: /data/t, max: 1 }")).containsExactly(2L);
    assertThat(found(archive, "{ type: group_count, by: /data/t, min: 2 }"))
        .containsExactly(1L, 4L);
    assertThat(found(archive, "{ type: group_count, max: 4 }")).containsExactly(4L);
    assertThat(found(archive, "{ type: group_count, min: 6 }")).containsExactly(0L);
    assertThat(found(archive, "{ type: group_count, max: 5 }")).isEmpty();
    assertThat(
            found(
                archive, "{ type: group_count, where: [{ path: /data/t, equals: none }], min: 1 }"))
        .containsExactly(-1L);
  }

  @Test
  void paired_reports_what_is_left_over_on_either_side() {
    String check =
        "{ type: paired, by: /data/id, first: { type: assay.tool.decision,"
            + " where: [{ path: /data/d, equals: allow }] }, second: { type: assay.tool.outcome } }";
    byte[] archive =
        new LintedBundles()
            .event(OUTCOME, "{\"id\":\"1\"}")
            .event(DECISION, "{\"id\":\"1\",\"d\":\"allow\"}")
            .event(DECISION, "{\"id\":\"2\",\"d\":\"allow\"}")
            .event(DECISION, "{\"id\":\"3\",\"d\":\"deny\"}")
            .event(OUTCOME, "{\"id\":\"2\"}")
            .event(OUTCOME, "{\"id\":\"2\"}")
            .event(OUTCOME, "{}")
            .event(DECISION, "{\"d\":\"allow\"}")
            .archive();
    assertThat(found(archive, check)).containsExactly(0L, 5L, 6L, 7L, 1L);
  }

  @Test
  void numbers_are_equal_only_as_the_same_kind() {
    byte[] archive = decisions("{\"n\":2,\"f\":1.5,\"o\":{\"a\":1,\"b\":[2]}}");
    assertThat(found(archive, "{ type: json_path_exists, paths: [/data/n], value_equals: 2.0 }"))
        .hasSize(1);
    assertThat(found(archive, "{ type: json_path_exists, paths: [/data/f], value_equals: 1.50 }"))
        .isEmpty();
    assertThat(
            found(
                archive,
                "{ type: json_path_exists, paths: [/data/o], value_equals: { b: [2], a: 1 } }"))
        .isEmpty();
  }

  @Test
  void a_rule_that_cannot_run_is_named_and_no_silent_pass() {
    RulePack pack =
        Lint.pack("q", "  - { id: R, severity: error, description: d, check: { type: evnt } }\n");
    LintReport report = Lint.report(decisions("{}"), List.of(pack), 10);
    assertThat(report.findings()).isEmpty();
    assertThat(report.skipped())
        .containsExactly(new SkippedRule("q@1.0.0:R", "the rule check type `evnt` is unknown"));
    assertThat(LintText.lines(report, "b")).anyMatch(line -> line.equals("did not run: 1"));
  }

  @Test
  void the_default_pack_finds_nothing_in_a_complete_session_and_each_gap_in_another() {
    RulePack pack = Lint.accepted(Lint.resource("/packs/gateway-baseline.yaml"), "built-in pack");
    String digest = "sha256:" + "0".repeat(64);
    String keyed = "hmac-sha256:01234567:" + "0".repeat(64);
    String decision =
        "{\"decision\":\"allow\",\"decision_id\":\"run:1\",\"policy_digest\":\""
            + digest
            + "\",\"tool_definition_digest\":\""
            + digest
            + "\",\"args_digest\":\""
            + keyed
            + "\"}";
    LintedBundles complete =
        new LintedBundles()
            .event("assay.session.started", "{\"mode\":\"enforce\"}")
            .event(DECISION, decision)
            .event(OUTCOME, "{\"decision_id\":\"run:1\"}")
            .event("assay.session.sealed", "{}");
    assertThat(Lint.report(complete.archive(), List.of(pack), 100).findings()).isEmpty();
    LintedBundles thin =
        new LintedBundles()
            .event("assay.session.started", "{\"mode\":\"dry_run\"}")
            .event(DECISION, decision.replace(keyed, digest))
            .event("assay.evidence.gap", "{}");
    assertThat(
            Lint.report(thin.archive(), List.of(pack), 100).findings().stream()
                .map(finding -> finding.rule().id().replaceFirst(".*:", "")))
        .containsExactly("GW-002", "GW-003", "GW-006", "GW-007", "GW-008");
  }

  @Test
  void a_mandate_under_another_name_is_a_finding() {
    Json.Obj row =
        Vectors.objects(Vectors.object("evidence/mandate.json").get("mandates")).getFirst();
    String mandate = JsonText.compact(row.object("mandate").orElseThrow());
    byte[] archive =
        new LintedBundles()
            .event("assay.mandate.v1", mandate)
            .event("assay.mandate.v1", mandate.replace("intent", "transaction"))
            .archive();
    assertThat(Lint.report(archive, List.of(), 10).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo("ASSAY-W901"))
        .satisfies(finding -> assertThat(finding.place().seq()).isEqualTo(1));
  }

  @Test
  void hostile_names_and_long_texts_stay_inside_the_reports() {
    LintedBundles bundle = new LintedBundles();
    for (String hostile : HostileTexts.ALL) {
      String clean = hostile.replace("\uD800", "").replace("\uDC00", "");
      String quoted = JsonText.compact(new Json.Str(clean));
      bundle.event("t" + clean, "{\"v\":" + quoted + "}", clean + "sk-");
    }
    String megabyte = "x".repeat(500_000);
    bundle.event("t", "{\"v\":\"" + megabyte + "\"}", "token=" + megabyte);
    RulePack pack = Lint.rule("{ type: for_each, require: [{ path: /data/v, equals: never }] }");
    LintReport report = Lint.report(bundle.archive(), List.of(pack), 1000);
    assertThat(report.findings()).hasSize(3 * HostileTexts.ALL.size() + 3);
    LintSarif.Places places = new LintSarif.Places("bundle.tar.gz", Optional.empty(), List.of());
    String sarif = LintSarif.log(report, "0.1.0", places).text();
    Sarif.valid(sarif);
    for (String text : List.of(sarif, String.join("\n", LintText.lines(report, "b")))) {
      assertThat(text).doesNotContain("\u001b", "\u202E", "<script", megabyte);
    }
  }

  @Test
  void results_stand_on_files_of_the_repository() {
    byte[] archive = decisions("{}");
    RulePack pack = Lint.rule("{ type: event_count, min: 9 }");
    LintReport report = Lint.report(archive, List.of(pack), 10);
    assertThat(uri(report, "out/b.tar.gz", Optional.empty(), List.of()))
        .isEqualTo("out/b.tar.gz:1");
    assertThat(uri(report, "/home/me/b.tar.gz", Optional.empty(), List.of()))
        .isEqualTo("b.tar.gz:1");
    assertThat(uri(report, "../b.tar.gz", Optional.empty(), List.of())).isEqualTo("b.tar.gz:1");
    assertThat(uri(report, "-", Optional.empty(), List.of())).isEqualTo("bundle.tar.gz:1");
    assertThat(uri(report, "b.tar.gz", Optional.empty(), List.of("one.yaml")))
        .isEqualTo("one.yaml:9");
    assertThat(uri(report, "b.tar.gz", Optional.of("policy.yaml"), List.of("one.yaml")))
        .isEqualTo("policy.yaml:1");
  }

  private static String uri(
      LintReport report, String path, Optional<String> location, List<String> packFiles) {
    LintSarif.Places places = new LintSarif.Places(path, location, packFiles);
    Json.Obj log = Sarif.valid(LintSarif.log(report, "0.1.0", places).text());
    Json.Obj result = Sarif.results(log).getFirst();
    Json.Obj place =
        ((Json.Obj) ((Json.Arr) result.members().get("locations")).items().getFirst())
            .object("physicalLocation")
            .orElseThrow();
    return place.object("artifactLocation").flatMap(a -> a.string("uri")).orElseThrow()
        + ":"
        + place.object("region").flatMap(r -> r.integer("startLine")).orElseThrow();
  }
}
