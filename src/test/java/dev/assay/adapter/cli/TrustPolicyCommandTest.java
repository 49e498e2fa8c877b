package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.JUnitFiles;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.TrustReports;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class TrustPolicyCommandTest {
  private static final String POLICY =
      """
      schema: assay.trust_policy.v1
      name: release
      rules:
        - id: intact
          require: claim("bundle_verified").level == verified
        - id: signed
          require: claim("signing_evidence_present").level == verified
          explain: |
            sign the bundle
            with the release key
          waivers:
            - { id: w1, reason: key ceremony, owner: team-a, expires: 2027-01-31 }
        - id: snapshot
          severity: warn
          require: claim("policy_snapshot_bound").level == verified
      tests:
        - name: an intact bundle is enough to be intact
          claims: [{ id: bundle_verified, level: verified }]
          expect: { intact: passed, signed: waived }
      """;

  @TempDir private Path directory;
  private Path policy = Path.of("");
  private Path report = Path.of("");

  @BeforeEach
  void write_the_files() throws IOException {
    policy = Files.writeString(directory.resolve("trust-policy.yaml"), POLICY);
    report =
        Files.write(directory.resolve("trust-report.json"), TrustReports.bytes(TrustReports.RICH));
  }

  private CliRun check(String now, String... more) {
    Object[] words = new Object[6 + more.length];
    words[0] = "trust-policy";
    words[1] = "check";
    words[2] = "--policy";
    words[3] = policy;
    words[4] = "--now=" + now;
    words[5] = report;
    System.arraycopy(more, 0, words, 6, more.length);
    return CliRun.of(words);
  }

  @Test
  void a_rule_passes_or_is_waived_until_the_waiver_ends() {
    CliRun before = check("2027-01-31T23:59:59Z").endsWith(0);
    assertThat(before.out())
        .contains("PASS  intact holds")
        .contains("SKIP  signed is waived (w1 of team-a, until 2027-02-01T00:00:00Z)");
    assertThat(before.err()).isEmpty();
    CliRun after = check("2027-02-01T00:00:00Z").endsWith(1);
    assertThat(after.out())
        .contains("FAIL  signed has a waiver that expired")
        .contains("      sign the bundle\n      with the release key");
  }

  @Test
  void the_document_has_every_rule_and_no_total() {
    Json.Obj document = check("2027-02-01T00:00:00Z", "--json").endsWith(1).document();
    assertThat(document.string("schema")).contains("assay.trust_policy_result.v1");
    assertThat(document.string("reason_code")).contains("E_TRUST_POLICY");
    assertThat(
            Vectors.objects(document.members().get("rules")).stream()
                .map(rule -> rule.string("outcome").orElse("")))
        .containsExactly("passed", "waiver_expired", "failed");
    assertThat(document.object("report").orElseThrow().string("archive_sha256").orElse(""))
        .startsWith("sha256:");
    assertThat(document.members().keySet())
        .containsExactly(
            "schema",
            "exit_code",
            "reason_code",
            "policy",
            "report",
            "evaluated_at",
            "fail_on",
            "rules",
            "unknown_claims",
            "next_step");
  }

  @Test
  void a_broken_warning_fails_only_when_asked() {
    String out = check("2027-01-01T00:00:00Z").endsWith(0).out();
    assertThat(out).contains("WARN  snapshot does not hold");
    assertThat(check("2027-01-01T00:00:00Z", "--fail-on=warn").endsWith(1).out())
        .contains("FAIL  snapshot does not hold");
  }

  @Test
  void the_forms_of_other_tools_say_the_same() throws IOException {
    policy =
        Files.writeString(
            Files.createTempDirectory(Path.of("target"), "trust").resolve("trust-policy.yaml"),
            POLICY.replace("release key", "release key ](javascript:x) token=hunter2hunter2"));
    String late = "2027-02-01T00:00:00Z";
    CliRun sarif = check(late, "--format=sarif", "--category=nightly").endsWith(1);
    assertThat(
            Sarif.results(Sarif.valid(sarif.out())).stream()
                .map(
                    result ->
                        result.string("ruleId").orElseThrow()
                            + " "
                            + result.string("level").orElseThrow()))
        .containsExactly("trust-policy/signed error", "trust-policy/snapshot warning");
    assertThat(sarif.out())
        .contains("\"id\": \"assay/trust-policy/nightly/\"")
        .contains("\"startLine\": 6")
        .doesNotContain("hunter2");
    Element suite = JUnitFiles.valid(check(late, "--format=junit").endsWith(1).out());
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element stricter =
        JUnitFiles.valid(check(late, "--format=junit", "--fail-on=warn").endsWith(1).out());
    assertThat(stricter.getAttribute("failures")).isEqualTo("2");
    assertThat(check(late, "--format=markdown").endsWith(1).out())
        .startsWith("<!-- assay-trust-policy -->\n## Trust policy\n")
        .contains("blocked by `trust-policy/signed`")
        .contains("**warned** `trust-policy/snapshot`");
    Element waived =
        JUnitFiles.valid(check("2027-01-01T00:00:00Z", "--format=junit").endsWith(0).out());
    assertThat(waived.getAttribute("skipped")).isEqualTo("1");
  }

  @Test
  void a_form_that_cannot_be_made_is_a_usage_error_and_a_refusal_has_no_form() throws IOException {
    String now = "2027-01-01T00:00:00Z";
    assertThat(check(now, "--format=sarif").endsWith(2).err())
        .contains("does not lie below the working directory");
    assertThat(check(now, "--json", "--format=junit").endsWith(2).err())
        .contains("ask for JSON or for another format");
    assertThat(check(now, "--category=x").endsWith(2).err())
        .contains("`--category` goes with `--format sarif`");
    Files.writeString(policy, "rules: 7\n");
    CliRun refused = check(now, "--format=junit").endsWith(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("trust-policy.yaml");
  }

  @Test
  void a_moment_that_is_none_and_a_severity_that_is_none_are_usage_errors() {
    assertThat(check("tomorrow").endsWith(2).err()).contains("`--now` is an RFC 3339 time");
    assertThat(check("2027-01-01T00:00:00Z", "--fail-on=none").endsWith(2).err())
        .contains("expected one of error, warn, info");
  }

  @Test
  void a_report_that_was_edited_is_not_judged() throws IOException {
    String text = Files.readString(report);
    Files.writeString(
        report,
        text.replace(
            "\"id\":\"signing_evidence_present\",\"level\":\"absent\"",
            "\"id\":\"signing_evidence_present\",\"level\":\"verified\""));
    CliRun run = check("2027-02-01T00:00:00Z").endsWith(2);
    assertThat(run.err()).contains("changed after it was written");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void the_tests_of_a_policy_are_run() throws IOException {
    assertThat(CliRun.of("trust-policy", "test", policy).endsWith(0).out())
        .isEqualTo("PASS  " + policy + ":17 an intact bundle is enough to be intact\n");
    Path wrong =
        Files.writeString(
            directory.resolve("wrong.yaml"), POLICY.replace("signed: waived", "signed: failed"));
    CliRun run = CliRun.of("trust-policy", "test", policy, wrong).endsWith(1);
    assertThat(run.out())
        .contains("FAIL  " + wrong)
        .contains("signed: expected failed, was waived");
    Json.Obj document = CliRun.of("trust-policy", "test", "--json", wrong).endsWith(1).document();
    assertThat(document.string("reason_code")).contains("E_TRUST_POLICY_TEST");
  }

  @Test
  void a_policy_without_tests_is_no_success() throws IOException {
    Path untested =
        Files.writeString(
            directory.resolve("untested.yaml"), POLICY.substring(0, POLICY.indexOf("tests:")));
    assertThat(CliRun.of("trust-policy", "test", untested).endsWith(2).err())
        .contains("the policy has no tests");
  }
}
