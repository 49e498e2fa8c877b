package dev.assay.core.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.policy.Severity;
import dev.assay.core.claim.policy.TrustPolicy;
import dev.assay.core.claim.policy.TrustPolicyReader;
import dev.assay.core.claim.policy.TrustPolicyReading;
import dev.assay.core.claim.report.ReadReport;
import dev.assay.core.claim.report.ReportRow;
import dev.assay.core.claim.rule.Corroboration;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.Exports;
import dev.assay.testkit.TrustReports;
import dev.assay.testkit.Vectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustExportsTest {
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final String RULES = "schema: assay.trust_policy.v1\nname: release\nrules:\n";
  private static final String INTACT =
      "  - { id: intact, require: claim(\"bundle_verified\").level == verified }\n";
  private static final String HEALTHY =
      "  - { id: healthy, require: claim(\"capture_health_clean\").level >= self_reported }\n";

  @ParameterizedTest
  @ValueSource(strings = {TrustReports.RICH, TrustReports.POOR})
  void an_attribute_report_has_each_row_with_its_level(String bundle) {
    ReadReport report = TrustReports.of(bundle);
    Json.Obj statement = Exports.scai(ScaiExport.of(ready(report)).canonicalBytes());
    List<Json.Obj> attributes = attributes(statement);
    assertThat(attributes.stream().map(a -> a.string("attribute").orElse("")).toList())
        .isEqualTo(report.rows().stream().map(TrustExportsTest::attribute).toList());
    assertThat(attributes)
        .allSatisfy(
            attribute ->
                assertThat(
                        attribute.object("evidence").orElseThrow().object("digest").orElseThrow())
                    .isEqualTo(digest(report.digest())));
    assertThat(statement.toString()).contains(report.subject().bundleId());
  }

  @Test
  void the_schemas_that_exports_are_held_against_refuse_what_is_wrong() {
    ExportSource source = ready(TrustReports.of(TrustReports.POOR));
    String oscal = new String(OscalExport.of(source, Optional.empty()), UTF_8);
    for (String wrong :
        List.of(
            oscal.replaceFirst("\"uuid\": \"........-....-5", "\"uuid\": \"00000000-0000-8"),
            oscal.replace("\"collected\"", "\"gathered\""),
            oscal.replace("\"control-id\"", "\"control\""))) {
      assertThatThrownBy(() -> Exports.oscal(wrong.getBytes(UTF_8)))
          .isInstanceOf(AssertionError.class);
    }
    String scai = new String(ScaiExport.of(source).canonicalBytes(), UTF_8);
    assertThatThrownBy(() -> Exports.scai(scai.replace("\"digest\"", "\"d\"").getBytes(UTF_8)))
        .isInstanceOf(AssertionError.class);
  }

  private static String attribute(ReportRow row) {
    return "ASSAY_" + (row.id().wire() + "_" + row.level().wire()).toUpperCase(Locale.ROOT);
  }

  private static List<Json.Obj> attributes(Json.Obj statement) {
    return Vectors.objects(statement.object("predicate").orElseThrow().members().get("attributes"));
  }

  private static Json.Obj digest(String text) {
    return Json.object().put("sha256", text.substring("sha256:".length())).build();
  }

  @Test
  void a_summary_passes_only_on_verified_claims() {
    Json.Obj passed = summary(INTACT).object("predicate").orElseThrow();
    assertThat(passed.string("verificationResult")).contains("PASSED");
    assertThat(passed.get("verifiedLevels"))
        .isEqualTo(Json.Arr.ofStrings(List.of("ASSAY_TRUST_RULE_intact")));
    assertThat(passed.get("timeVerified")).isNull();
    String signed =
        "  - { id: signed, require: claim(\"signing_evidence_present\").level == verified }\n";
    Json.Obj failed = summary(INTACT + signed).object("predicate").orElseThrow();
    assertThat(failed.string("verificationResult")).contains("FAILED");
    assertThat(failed.get("verifiedLevels")).isEqualTo(Json.Arr.ofStrings(List.of("FAILED")));
    assertThat(failed.object("policy").orElseThrow().object("digest").orElseThrow())
        .isEqualTo(digest(Sha256.text((RULES + INTACT + signed).getBytes(UTF_8))));
  }

  private static Json.Obj summary(String rules) {
    return switch (vsa(TrustReports.of(TrustReports.RICH), rules)) {
      case VsaExport.Result.Summary summary -> Exports.vsa(summary.statement().canonicalBytes());
      case VsaExport.Result.Undecided undecided ->
          throw new AssertionError(undecided.reasons().toString());
    };
  }

  private static VsaExport.Result vsa(ReadReport report, String rules) {
    ExportSource source = ready(report);
    return VsaExport.of(source, judged(source, rules), Severity.ERROR, "1.0.0", Optional.empty());
  }

  private static JudgedPolicy judged(ExportSource source, String rules) {
    String text = RULES + rules;
    TrustPolicy policy =
        switch (TrustPolicyReader.read(text.getBytes(UTF_8), "p.yaml")) {
          case TrustPolicyReading.Accepted accepted -> accepted.policy();
          case TrustPolicyReading.Refused refused ->
              throw new AssertionError(refused.problems().toString());
        };
    return JudgedPolicy.of(policy, Sha256.text(text.getBytes(UTF_8)), source, NOW);
  }

  /** One claim at each level: what the gate lets pass is a yes elsewhere only when verified. */
  @ParameterizedTest
  @EnumSource(Level.class)
  void self_reported_is_never_passed_and_never_satisfied(Level level) {
    ReadReport report = TrustReports.read(changed("capture_health_clean", level));
    VsaExport.Result result = vsa(report, INTACT + HEALTHY);
    ExportSource source = ready(report);
    Json.Obj oscal =
        Exports.oscal(OscalExport.of(source, Optional.of(judged(source, INTACT + HEALTHY))));
    List<Json.Obj> findings = Vectors.objects(result(oscal).members().get("findings"));
    assertThat(state(findings.getFirst())).isEqualTo("satisfied");
    if (level == Level.VERIFIED) {
      assertThat(result)
          .isInstanceOfSatisfying(
              VsaExport.Result.Summary.class, summary -> assertThat(summary.broken()).isEmpty());
      assertThat(state(findings.get(1))).isEqualTo("satisfied");
    } else {
      assertThat(state(findings.get(1))).isEqualTo("not-satisfied");
      if (level == Level.SELF_REPORTED) {
        assertThat(result)
            .isEqualTo(
                new VsaExport.Result.Undecided(
                    List.of("`healthy` holds only with claims that are not verified")));
      } else {
        assertThat(result)
            .isInstanceOfSatisfying(
                VsaExport.Result.Summary.class,
                summary -> assertThat(summary.broken()).containsExactly("healthy"));
      }
    }
  }

  private static String state(Json.Obj finding) {
    return finding
        .object("target")
        .orElseThrow()
        .object("status")
        .orElseThrow()
        .string("state")
        .orElseThrow();
  }

  /** The file about the rich bundle, one of its claims at another level. */
  private static byte[] changed(String claim, Level level) {
    Json.Obj document = TrustReports.document(TrustReports.RICH);
    List<Json> rows = new ArrayList<>();
    for (Json.Obj row : Vectors.objects(document.members().get("claims"))) {
      if (row.string("id").orElse("").equals(claim)) {
        Json.Obj leveled = TrustReports.with(row, "level", new Json.Str(level.wire()));
        rows.add(
            level == Level.VERIFIED
                ? TrustReports.with(leveled, "corroboration", new Json.Str("trusted_signature"))
                : leveled);
      } else {
        rows.add(row);
      }
    }
    return TrustReports.file(TrustReports.with(document, "claims", new Json.Arr(rows)));
  }

  @Test
  void a_count_of_what_is_only_said_is_no_proof_either() {
    String said =
        "  - { id: said, require: claim(\"delegation_context_visible\").counts.supporting >= 1 }\n";
    assertThat(vsa(TrustReports.of(TrustReports.RICH), said))
        .isEqualTo(
            new VsaExport.Result.Undecided(
                List.of("`said` holds only with claims that are not verified")));
  }

  /** Nobody verified that something is not there: absence is what is left when nothing is said. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "claim(\"signing_evidence_present\").level == absent",
        "claim(\"signing_evidence_present\").level != verified",
        "not claim(\"signing_evidence_present\").level == verified",
        "claim(\"containment_degradation_observed\").level <= self_reported",
        "claim(\"containment_degradation_observed\").counts.candidates < 100",
        "claim(\"delegation_context_visible\").counts.rejected < 100",
        "claim(\"bundle_verified\").level == verified and"
            + " claim(\"egress_denials_observed\").level == absent",
      })
  void what_is_demanded_of_a_row_that_nobody_verified_is_never_a_yes(String demand) {
    String rule = "  - { id: none, require: '" + demand + "' }\n";
    ReadReport report = TrustReports.of(TrustReports.RICH);
    assertThat(vsa(report, INTACT + rule))
        .isEqualTo(
            new VsaExport.Result.Undecided(
                List.of("`none` holds only with claims that are not verified")));
    ExportSource source = ready(report);
    Json.Obj oscal = Exports.oscal(OscalExport.of(source, Optional.of(judged(source, rule))));
    assertThat(state(Vectors.objects(result(oscal).members().get("findings")).getFirst()))
        .isEqualTo("not-satisfied");
  }

  @Test
  void what_a_verified_row_decides_alone_is_a_yes() {
    String rule =
        "  - { id: either, require: 'claim(\"bundle_verified\").level == verified or"
            + " claim(\"signing_evidence_present\").level == verified' }\n";
    assertThat(summary(rule).object("predicate").orElseThrow().string("verificationResult"))
        .contains("PASSED");
  }

  @Test
  void what_is_waived_or_not_demanded_is_no_pass() {
    String waived =
        """
          - id: signed
            require: claim("signing_evidence_present").level == verified
            waivers: [{ id: w1, reason: key ceremony, owner: team-a, expires: 2027-01-31 }]
        """;
    assertThat(vsa(TrustReports.of(TrustReports.RICH), INTACT + waived))
        .isEqualTo(new VsaExport.Result.Undecided(List.of("`signed` does not hold and is waived")));
    String warning =
        "  - { id: w, severity: warn, require: claim(\"bundle_verified\").level == verified }\n";
    assertThat(vsa(TrustReports.of(TrustReports.RICH), warning))
        .isEqualTo(
            new VsaExport.Result.Undecided(List.of("the policy has no rule of severity `error`")));
  }

  @ParameterizedTest
  @ValueSource(strings = {TrustReports.RICH, TrustReports.POOR})
  void an_observation_has_the_level_and_is_a_test_only_when_recomputed(String bundle) {
    ReadReport report = TrustReports.of(bundle);
    byte[] file = OscalExport.of(ready(report), Optional.empty());
    Json.Obj oscal = Exports.oscal(file);
    List<Json.Obj> observations = Vectors.objects(result(oscal).members().get("observations"));
    assertThat(observations).hasSameSizeAs(report.rows());
    for (int i = 0; i < observations.size(); i++) {
      ReportRow row = report.rows().get(i);
      assertThat(property(observations.get(i), "claim")).isEqualTo(row.id().wire());
      assertThat(property(observations.get(i), "level")).isEqualTo(row.level().wire());
      boolean recomputed = row.corroboration().equals(Optional.of(Corroboration.RECOMPUTED));
      assertThat(observations.get(i).get("methods"))
          .isEqualTo(Json.Arr.ofStrings(List.of(recomputed ? "TEST" : "EXAMINE")));
      assertThat(observations.get(i).string("collected"))
          .contains(report.subject().lastEventTime());
    }
    assertThat(result(oscal).get("findings")).isNull();
    assertThat(OscalExport.of(ready(report), Optional.empty())).isEqualTo(file);
  }

  private static Json.Obj result(Json.Obj oscal) {
    Json.Obj results = oscal.object("assessment-results").orElseThrow();
    return Vectors.objects(results.members().get("results")).getFirst();
  }

  private static String property(Json.Obj object, String name) {
    return Vectors.objects(object.members().get("props")).stream()
        .filter(property -> property.string("name").orElse("").equals(name))
        .findFirst()
        .orElseThrow()
        .string("value")
        .orElseThrow();
  }

  @Test
  void a_waiver_is_an_accepted_risk_and_an_expired_one_is_open() {
    String rules =
        """
          - id: counting
            require: claim("signing_evidence_present").level == verified
            waivers: [{ id: w1, reason: key ceremony, owner: team-a, expires: 2027-01-31 }]
          - id: over
            require: claim("signing_evidence_present").level == verified
            waivers: [{ id: w2, reason: later, owner: team-b, expires: 2026-01-31 }]
        """;
    ExportSource source = ready(TrustReports.of(TrustReports.RICH));
    Json.Obj oscal = Exports.oscal(OscalExport.of(source, Optional.of(judged(source, rules))));
    List<Json.Obj> risks = Vectors.objects(result(oscal).members().get("risks"));
    assertThat(risks.stream().map(risk -> risk.string("status").orElse("")))
        .containsExactly("deviation-approved", "open");
    assertThat(risks.stream().map(risk -> risk.string("deadline").orElse("")))
        .containsExactly("2027-02-01T00:00:00Z", "2026-02-01T00:00:00Z");
    assertThat(risks.get(0).get("remediations")).isNotNull();
    assertThat(risks.get(1).get("remediations")).isNull();
    assertThat(Vectors.objects(result(oscal).members().get("findings")))
        .allSatisfy(finding -> assertThat(state(finding)).isEqualTo("not-satisfied"));
  }

  @Test
  void identifiers_are_unique_and_follow_from_report_and_policy() {
    ExportSource source = ready(TrustReports.of(TrustReports.RICH));
    Set<String> plain = uuids(OscalExport.of(source, Optional.empty()));
    Set<String> judged = uuids(OscalExport.of(source, Optional.of(judged(source, INTACT))));
    Set<String> other =
        uuids(OscalExport.of(ready(TrustReports.of(TrustReports.POOR)), Optional.empty()));
    assertThat(plain).doesNotContainAnyElementsOf(judged).doesNotContainAnyElementsOf(other);
  }

  private static Set<String> uuids(byte[] file) {
    List<String> all = new ArrayList<>();
    collect(Exports.oscal(file), all);
    Set<String> unique = new HashSet<>(all);
    assertThat(unique).hasSameSizeAs(all).hasSizeGreaterThan(20);
    return unique;
  }

  private static void collect(Json value, List<String> uuids) {
    if (value instanceof Json.Obj object) {
      object.string("uuid").ifPresent(uuids::add);
      object.members().values().forEach(member -> collect(member, uuids));
    } else if (value instanceof Json.Arr array) {
      array.items().forEach(item -> collect(item, uuids));
    }
  }

  @Test
  void hostile_names_are_harmless_and_stay_apart() {
    String escape = "a\u001B[31mb\n\u202Ec";
    String token = "ghp_" + "a1B2".repeat(9);
    Json.Obj document = TrustReports.document(TrustReports.POOR);
    List<Json> rows = new ArrayList<>(Vectors.objects(document.members().get("claims")));
    Json.Obj row = (Json.Obj) rows.getLast();
    for (String name : List.of(escape, "a\u001B[32mb\n\u202Ec", token, "", "x".repeat(100_000))) {
      Json.Obj scope = Json.object().put("tool", name).build();
      rows.add(
          TrustReports.with(
              TrustReports.with(row, "scope", scope),
              "reasons",
              Json.Arr.ofStrings(List.of(name))));
    }
    ReadReport report =
        TrustReports.read(
            TrustReports.file(TrustReports.with(document, "claims", new Json.Arr(rows))));
    byte[] scai = ScaiExport.of(ready(report)).canonicalBytes();
    byte[] oscal = OscalExport.of(ready(report), Optional.empty());
    for (Json.Obj exported : List.of(Exports.scai(scai), Exports.oscal(oscal))) {
      assertThat(JsonText.compact(exported))
          .doesNotContain(token)
          .doesNotContain("\\u001b")
          .doesNotContain("\u202E")
          .doesNotContain("x".repeat(300))
          .contains("<redacted:github-token>");
    }
    assertThat(new HashSet<>(attributes(Exports.scai(scai)))).hasSameSizeAs(report.rows());
    assertThat(uuids(oscal)).hasSizeGreaterThan(report.rows().size());
  }

  @Test
  void what_must_not_be_exported_is_refused_with_every_reason() {
    assertThat(codes(TrustReports.bytes(TrustReports.RICH, Ruleset.V1)))
        .containsOnly("trust_export.ruleset", "trust_export.uncorroborated")
        .contains("trust_export.ruleset");
    Json.Obj document = TrustReports.document(TrustReports.RICH);
    Json.Obj subject = document.object("subject").orElseThrow();
    assertThat(codes(TrustReports.file(TrustReports.with(document, "provisional", Json.Bool.TRUE))))
        .containsExactly("trust_export.provisional");
    for (String member :
        List.of("bundle_id", "archive_sha256", "first_event_time", "last_event_time")) {
      Json.Obj bad = TrustReports.with(subject, member, new Json.Str("0001-01-01T00:00:00Z"));
      assertThat(codes(TrustReports.file(TrustReports.with(document, "subject", bad))))
          .as(member)
          .containsExactly("trust_export.subject");
    }
    List<Json> rows = new ArrayList<>(Vectors.objects(document.members().get("claims")));
    rows.add(TrustReports.with((Json.Obj) rows.getFirst(), "id", new Json.Str("all_is_well")));
    assertThat(codes(TrustReports.file(TrustReports.with(document, "claims", new Json.Arr(rows)))))
        .containsExactly("trust_export.unknown_claims");
    rows.removeLast();
    rows.set(0, TrustReports.with((Json.Obj) rows.getFirst(), "corroboration", null));
    assertThat(codes(TrustReports.file(TrustReports.with(document, "claims", new Json.Arr(rows)))))
        .containsExactly("trust_export.uncorroborated");
  }

  private static List<String> codes(byte[] file) {
    return switch (ExportSource.of(TrustReports.read(file), "r.json")) {
      case ExportSource.Result.Ready _ -> List.of();
      case ExportSource.Result.Refused refused ->
          refused.problems().stream().map(problem -> problem.code()).toList();
    };
  }

  private static ExportSource ready(ReadReport report) {
    return switch (ExportSource.of(report, "r.json")) {
      case ExportSource.Result.Ready ready -> ready.source();
      case ExportSource.Result.Refused refused ->
          throw new AssertionError(refused.problems().toString());
    };
  }
}
