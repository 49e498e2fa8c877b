package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.JUnitFiles;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiCommandTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");
  private static final Path RICH =
      VECTORS.resolve("trust/golden/signals-and-receipts/bundle.tar.gz");
  private static final Path POOR = VECTORS.resolve("trust/golden/all-absent/bundle.tar.gz");
  private static final String POLICY = "examples/mcp-quickstart/policy.yaml";
  private static final String NOW = "--now=2026-02-01T00:00:00Z";
  private static final String RULES =
      """
      schema: assay.trust_policy.v1
      rules:
        - id: attributed
          require: claim("delegation_context_visible").level >= self_reported
          explain: ask who delegates
        - id: signed
          severity: warn
          require: claim("signing_evidence_present").level == verified
      """;

  private static final String SIGNED = "trust-policy/signed unchanged";

  @TempDir private Path directory;
  private Path rules = Path.of("");
  private Path baseline = Path.of("");

  @BeforeEach
  void accept_a_baseline() throws IOException {
    rules = Files.writeString(directory.resolve("trust-policy.yaml"), RULES);
    Path report = directory.resolve("first.json");
    CliRun.of("trust-basis", "generate", RICH, "-o", directory.resolve("b"), "--report", report)
        .endsWith(0);
    CliRun.of(
            "trust-basis",
            "accept",
            report,
            "--by=ana",
            "--reason=first",
            "--dir",
            directory.resolve("baseline"),
            "--policy",
            rules,
            "--now=2026-01-01T00:00:00Z")
        .endsWith(0);
    baseline = directory.resolve("baseline/trust-report.json");
  }

  private CliRun ci(Object... words) {
    List<Object> all = new ArrayList<>(List.of("ci", NOW));
    all.add("--report");
    all.add(directory.resolve("out/trust-report.json"));
    all.addAll(Arrays.asList(words));
    return CliRun.of(all.toArray());
  }

  private CliRun trust(Path bundle, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("--bundle", bundle, "--trust-policy", rules, "--baseline", baseline));
    words.addAll(Arrays.asList(more));
    return ci(words.toArray());
  }

  @Test
  void a_bundle_like_the_accepted_one_passes_and_its_report_is_written() throws IOException {
    CliRun run = trust(RICH).endsWith(0);
    assertThat(run.out())
        .contains("trust-policy  ok")
        .contains("warn signed does not hold: signing_evidence_present is absent")
        .contains("pass regressions no claim is worse")
        .contains("note containment_degradation_observed is self_reported");
    assertThat(run.err()).isEmpty();
    assertThat(directory.resolve("out/trust-report.json")).exists();
    assertThat(Files.readString(directory.resolve("out/trust-report.json")))
        .isEqualTo(Files.readString(baseline));
  }

  @Test
  void a_regression_blocks_and_every_file_says_so() throws IOException {
    Path sarif = directory.resolve("out/ci.sarif");
    Path junit = directory.resolve("out/ci.xml");
    Path summary = directory.resolve("out/summary.json");
    Path comment = directory.resolve("out/comment.md");
    CliRun run =
        trust(
                POOR,
                "--sarif",
                sarif,
                "--sarif-location=trust-policy.yaml",
                "--category=nightly",
                "--junit",
                junit,
                "--summary",
                summary,
                "--pr-comment",
                comment,
                "--json")
            .endsWith(1);
    Json.Obj document = run.document();
    assertThat(document.string("reason_code")).contains("E_TEST_FAILED");
    assertThat(document).isEqualTo(CliRun.read(Files.readString(summary)));
    assertThat(
            Vectors.objects(document.get("cases")).stream()
                .filter(one -> one.get("blocks") == Json.Bool.TRUE)
                .map(one -> one.string("id").orElse("")))
        .contains("attributed", "delegation_context_visible");
    Json.Obj log = Sarif.valid(Files.readString(sarif));
    assertThat(Sarif.results(log))
        .anySatisfy(r -> assertThat(r.string("ruleId")).contains("trust-policy/attributed"));
    assertThat(JUnitFiles.valid(Files.readString(junit)).getAttribute("failures"))
        .isNotEqualTo("0");
    assertThat(Files.readString(comment))
        .contains("- **Result**: blocked by `trust-policy/attributed`")
        .contains("`delegation_context_visible: self_reported -> absent`");
  }

  @Test
  void results_say_how_they_stand_to_the_accepted_report() throws IOException {
    Path sarif = directory.resolve("out/ci.sarif");
    assertThat(states(RICH, sarif))
        .containsExactly("claims/containment_degradation_observed unchanged", SIGNED);
    assertThat(states(POOR, sarif))
        .contains("trust-policy/attributed new", SIGNED)
        .noneMatch(state -> state.endsWith("absent"));
    assertThat(states(POOR, sarif, "--sarif-absent"))
        .contains("claims/containment_degradation_observed absent", SIGNED);
    assertThat(ci("--bundle", RICH, "--sarif-absent").endsWith(2).err())
        .contains("go with `--sarif`");
  }

  private List<String> states(Path bundle, Path sarif, String... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("--sarif", sarif, "--sarif-location=p.yaml"));
    words.addAll(Arrays.asList(more));
    trust(bundle, words.toArray());
    return Sarif.results(Sarif.valid(Files.readString(sarif))).stream()
        .map(
            result ->
                result.string("ruleId").orElseThrow()
                    + " "
                    + result.string("baselineState").orElse("none"))
        .sorted()
        .toList();
  }

  @Test
  void the_same_inputs_give_the_same_bytes() throws IOException {
    List<String> first = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      Path out = directory.resolve(name);
      String said =
          trust(
                  POOR,
                  "--sarif",
                  out.resolve("s"),
                  "--sarif-location=p.yaml",
                  "--junit",
                  out.resolve("j"),
                  "--pr-comment",
                  out.resolve("c"),
                  "--summary",
                  out.resolve("m"))
              .out();
      for (String file : List.of("s", "j", "c", "m")) {
        said += Files.readString(out.resolve(file));
      }
      first.add(said);
    }
    assertThat(first.get(1)).isEqualTo(first.get(0));
  }

  @Test
  void warnings_fail_a_strict_gate() {
    CliRun run = trust(RICH, "--strict", "--json").endsWith(1);
    assertThat(run.document().string("reason_code")).contains("E_POLICY_VIOLATION");
  }

  @Test
  void a_stale_or_foreign_baseline_breaks_the_gate() throws IOException {
    assertThat(
            ci("--bundle", RICH, "--baseline", baseline, "--max-baseline-age=7").endsWith(2).err())
        .contains("accepted too long ago");
    Files.writeString(rules, RULES.replace(">= self_reported", ">= inferred"));
    assertThat(trust(RICH).endsWith(2).err()).contains("demands something else");
    Files.delete(baseline.resolveSibling("acceptance.json"));
    CliRun run = ci("--bundle", RICH, "--baseline", baseline, "--json").endsWith(2);
    assertThat(run.err()).contains("nobody accepted this report");
    assertThat(run.document().string("verdict")).contains("unusable_input");
  }

  @Test
  void a_baseline_that_was_edited_after_it_was_accepted_breaks_the_gate() throws IOException {
    Files.write(
        baseline, dev.assay.testkit.TrustReports.bytes(dev.assay.testkit.TrustReports.POOR));
    CliRun run = ci("--bundle", POOR, "--baseline", baseline, "--json").endsWith(2);
    assertThat(run.err()).contains("not the report that was accepted");
    assertThat(run.document().string("reason_code")).contains("E_BASELINE_STALE");
  }

  @Test
  void a_v1_baseline_is_read_only_when_asked_and_its_origin_is_said_to_be_open()
      throws IOException {
    Path basis = VECTORS.resolve("trust/golden/signals-and-receipts/trust-basis.json");
    assertThat(ci("--bundle", RICH, "--baseline", basis).endsWith(2).err())
        .contains("not a report");
    CliRun run =
        ci("--bundle", RICH, "--ruleset=v1", "--baseline", basis, "--baseline-format=v1")
            .endsWith(0);
    assertThat(run.err()).contains("origin not checkable");
    assertThat(
            ci("--bundle", POOR, "--ruleset=v1", "--baseline", basis, "--baseline-format=v1")
                .endsWith(1)
                .out())
        .contains("FAIL delegation_context_visible");
    Path empty = Files.writeString(directory.resolve("empty.json"), "{\"claims\":[]}");
    assertThat(ci("--bundle", RICH, "--baseline", empty, "--baseline-format=v1").endsWith(2).err())
        .contains("lacks the claim");
  }

  @Test
  void a_bundle_that_does_not_verify_has_no_verdict_on_its_claims() {
    Path broken = VECTORS.resolve("evidence/tamper/100-data-naive.tar.gz");
    trust(RICH).endsWith(0); // what an earlier run said of another bundle does not stay
    CliRun run = trust(broken, "--json").endsWith(2);
    assertThat(run.document().string("reason_code")).contains("E_EVIDENCE_INTEGRITY");
    assertThat(directory.resolve("out/trust-report.json")).doesNotExist();
    assertThat(run.out()).doesNotContain("attributed");
  }

  @Test
  void the_baseline_is_not_overwritten_by_the_report() {
    assertThat(
            CliRun.of("ci", "--bundle", RICH, "--baseline", baseline, "--report", baseline)
                .endsWith(2)
                .err())
        .contains("`--report` names a file that is read");
  }

  @Test
  void a_trace_is_decided_by_the_policy() throws IOException {
    Path trace = directory.resolve("trace.jsonl");
    Files.writeString(
        trace,
        "{\"type\":\"tool_call\",\"tool\":\"no_such_tool\",\"args\":{}}\n"
            + "{\"type\":\"tool_call\",\"tool\":\"no_such_tool\",\"args\":{},\"decision\":\"deny\"}\n");
    CliRun run = ci("--policy", POLICY, "--trace", trace).endsWith(1);
    assertThat(run.out())
        .contains("trace         FAIL")
        .contains(trace + ":1")
        .doesNotContain(trace + ":2");
    assertThat(run.err()).contains("1 of 2 recorded calls come out otherwise");
    Files.writeString(trace, "\n");
    assertThat(ci("--policy", POLICY, "--trace", trace, "--json").endsWith(2).document())
        .satisfies(d -> assertThat(d.string("reason_code")).contains("E_TRACE_NOT_FOUND"));
  }

  @Test
  void what_cannot_be_run_is_said_before_anything_is_read() {
    assertThat(ci().endsWith(2).err()).contains("nothing to check");
    assertThat(ci("--bundle", RICH, "--trace=t").endsWith(2).err())
        .contains("goes with `--policy`");
    assertThat(ci("--policy", POLICY, "--baseline=b").endsWith(2).err()).contains("`--bundle`");
    assertThat(ci("--bundle", RICH, "--baseline-format=v1").endsWith(2).err())
        .contains("`--baseline`");
    assertThat(ci("--bundle", RICH, "--category=a\u001b").endsWith(2).err()).contains("--category");
    assertThat(ci("--bundle", RICH, "--sarif=s", "--sarif-location=../x").endsWith(2).err())
        .contains("below the root");
    assertThat(ci("--bundle", RICH, "--sarif-location=x").endsWith(2).err()).contains("`--sarif`");
    assertThat(ci("--bundle", RICH, "--max-baseline-age=0").endsWith(2).err()).contains("days");
  }

  @Test
  void results_on_files_outside_the_repository_need_a_place() {
    CliRun run = trust(RICH, "--sarif", directory.resolve("s.sarif")).endsWith(2);
    assertThat(run.err()).contains("does not lie below the working directory");
    assertThat(directory.resolve("s.sarif")).doesNotExist();
  }

  @Test
  void a_file_that_cannot_be_written_is_not_passed_over() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    CliRun run = trust(RICH, "--junit", file.resolve("below.xml"), "--json").endsWith(3);
    assertThat(run.document().string("reason_code")).contains("E_OUTPUT_FAILED");
  }

  @Test
  void a_report_that_cannot_be_written_passes_in_no_file() throws IOException {
    Path junit = directory.resolve("ci.xml");
    Path summary = directory.resolve("summary.json");
    Path comment = directory.resolve("comment.md");
    Path sarif = directory.resolve("ci.sarif");
    Path taken = Files.createDirectories(directory.resolve("taken/by/a/directory")).getParent();
    CliRun.of(
            "ci",
            NOW,
            "--bundle",
            RICH,
            "--report",
            taken,
            "--junit",
            junit,
            "--summary",
            summary,
            "--sarif",
            sarif,
            "--sarif-location=policy.yaml",
            "--pr-comment",
            comment)
        .endsWith(3);
    assertThat(CliRun.read(Files.readString(summary)).string("reason_code"))
        .contains("E_OUTPUT_FAILED");
    assertThat(Files.readString(summary)).contains("\"unavailable\"");
    assertThat(JUnitFiles.valid(Files.readString(junit)).getAttribute("errors")).isEqualTo("1");
    assertThat(Files.readString(comment))
        .contains("could not be judged by `bundle/report`")
        .doesNotContain("nothing blocks");
    assertThat(Sarif.results(Sarif.valid(Files.readString(sarif))))
        .extracting(result -> result.string("ruleId").orElse(""))
        .contains("bundle/report");
  }

  @Test
  void adverse_claims_are_said_of_a_bundle_alone() {
    assertThat(ci("--bundle", RICH).endsWith(0).out())
        .contains("note containment_degradation_observed is self_reported");
  }

  @Test
  void every_unusable_input_is_named_at_once() throws IOException {
    Files.writeString(rules, "rules: x");
    CliRun run =
        ci(
                "--policy",
                directory.resolve("none.yaml"),
                "--bundle",
                RICH,
                "--trust-policy",
                rules,
                "--baseline",
                directory.resolve("none.json"))
            .endsWith(2);
    assertThat(run.err()).contains("none.yaml").contains("trust-policy.yaml").contains("none.json");
  }
}
