package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.json.Json;
import dev.assay.testkit.TrustReports;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing, accepting and folding reports through the command line. */
class TrustFleetTest {
  @TempDir private Path directory;
  private Path rich = Path.of("");
  private Path poor = Path.of("");

  @BeforeEach
  void write_reports() throws IOException {
    Path reports = Files.createDirectories(directory.resolve("reports"));
    rich = Files.write(reports.resolve("rich.json"), TrustReports.bytes(TrustReports.RICH));
    poor = Files.write(reports.resolve("poor.json"), TrustReports.bytes(TrustReports.POOR));
  }

  @Test
  void reports_are_compared_with_their_news_told_apart() {
    CliRun run = CliRun.of("trust-basis", "diff", "--fail-on-regression", rich, poor).endsWith(1);
    assertThat(run.out())
        .contains("worsened  delegation_context_visible: self_reported -> absent  (regression)")
        .contains("bettered  containment_degradation_observed: self_reported -> absent");
    assertThat(CliRun.of("trust-basis", "diff", rich, poor).exitCode()).isZero();
    Json.Obj document =
        CliRun.of("trust-basis", "diff", "--json", rich, poor).endsWith(0).document();
    assertThat(document.string("schema")).contains("assay.trust_report_diff.v1");
    assertThat(document.members().get("has_regressions")).isEqualTo(Json.Bool.TRUE);
  }

  @Test
  void a_report_compared_with_itself_has_no_differences() {
    assertThat(
            CliRun.of("trust-basis", "diff", "--fail-on-regression", rich, rich).endsWith(0).out())
        .isEqualTo("no differences\n");
  }

  @Test
  void a_report_is_not_compared_with_a_basis_or_with_another_ruleset() throws IOException {
    String basis = "src/test/resources/vectors/trust/golden/all-absent/trust-basis.json";
    assertThat(CliRun.of("trust-basis", "diff", rich, basis).endsWith(2).err())
        .contains("a trust-basis.json is not a report");
    Path v1 =
        Files.write(
            directory.resolve("v1.json"), TrustReports.bytes(TrustReports.RICH, Ruleset.V1));
    assertThat(CliRun.of("trust-basis", "diff", v1, rich).endsWith(2).err())
        .contains("another ruleset");
  }

  @Test
  void accepting_leaves_two_files_that_belong_together() throws IOException {
    Path baseline = directory.resolve("baseline");
    CliRun run =
        CliRun.of(
                "trust-basis",
                "accept",
                rich,
                "--by=ana@example.org",
                "--reason=first release",
                "--dir",
                baseline,
                "--now=2026-01-01T00:00:00Z")
            .endsWith(0);
    assertThat(run.out()).contains("commit ");
    assertThat(baseline.resolve("trust-report.json")).hasSameBinaryContentAs(rich);
    Json.Obj record = CliRun.read(Files.readString(baseline.resolve("acceptance.json")));
    assertThat(record.string("accepted_by")).contains("ana@example.org");
    assertThat(record.string("accepted_at")).contains("2026-01-01T00:00:00Z");
    assertThat(record.string("report_sha256"))
        .contains(TrustReports.of(TrustReports.RICH).digest());
  }

  @Test
  void nobody_and_nothing_are_not_accepted() throws IOException {
    for (List<String> who :
        List.of(List.of(" ", "why"), List.of("ana", "\u001b[31m"), List.of("a\nb", "why"))) {
      assertThat(
              CliRun.of(
                      "trust-basis",
                      "accept",
                      rich,
                      "--by=" + who.get(0),
                      "--reason=" + who.get(1),
                      "--dir",
                      directory)
                  .endsWith(2)
                  .err())
          .contains("one line each");
    }
    Json.Obj document = TrustReports.document(TrustReports.RICH);
    Path provisional =
        Files.write(
            directory.resolve("provisional.json"),
            TrustReports.file(TrustReports.with(document, "provisional", Json.Bool.TRUE)));
    assertThat(
            CliRun.of(
                    "trust-basis",
                    "accept",
                    provisional,
                    "--by=ana",
                    "--reason=why",
                    "--dir",
                    directory.resolve("none"))
                .endsWith(2)
                .err())
        .contains("a recording that went on");
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void a_fold_says_how_many_have_which_level_and_who_is_worst() {
    CliRun run = CliRun.of("trust-basis", "fold", directory.resolve("reports"), rich).endsWith(0);
    assertThat(run.out())
        .startsWith("reports 3\n")
        .contains(
            "delegation_context_visible: floor absent (absent 1, inferred 0, self_reported 2,"
                + " verified 0, missing 0)")
        .contains(
            "containment_degradation_observed: floor self_reported (absent 1, inferred 0,"
                + " self_reported 2");
    Json.Obj document =
        CliRun.of("trust-basis", "fold", "--json", directory.resolve("reports")).document();
    Json.Obj delegation =
        Vectors.objects(document.members().get("claims")).stream()
            .filter(row -> row.string("id").orElse("").equals("delegation_context_visible"))
            .findFirst()
            .orElseThrow();
    assertThat(
            Vectors.objects(delegation.members().get("worst")).stream()
                .map(worst -> worst.string("report").orElse("")))
        .containsExactly(poor.toString(), rich.toString());
    assertThat(document.members().toString().toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("average")
        .doesNotContain("mean")
        .doesNotContain("percent");
  }

  @Test
  void a_fold_says_what_changed_since_the_last_one() throws IOException {
    Path before =
        Files.writeString(
            directory.resolve("before"), CliRun.of("trust-basis", "fold", "--json", rich).out());
    String out = CliRun.of("trust-basis", "fold", "--previous", before, poor).endsWith(0).out();
    assertThat(out)
        .contains("reports before 1")
        .contains("delegation_context_visible: floor was self_reported, is absent");
    assertThat(CliRun.of("trust-basis", "fold", "--previous", rich, poor).endsWith(2).err())
        .contains("unknown schema");
  }

  @Test
  void a_fold_with_holes_or_of_nothing_is_refused() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertThat(CliRun.of("trust-basis", "fold", empty).endsWith(2).err())
        .contains("there is no *.json in the directory");
    Path mixed = Files.createDirectories(directory.resolve("mixed"));
    Files.copy(rich, mixed.resolve("a.json"));
    Path link = Files.createSymbolicLink(mixed.resolve("l.json"), directory.resolve("gone"));
    assertThat(CliRun.of("trust-basis", "fold", mixed).endsWith(2).err())
        .contains("l.json", "links below a directory are not followed");
    Files.delete(link);
    Files.writeString(mixed.resolve("b.json"), "{}");
    assertThat(CliRun.of("trust-basis", "fold", mixed).endsWith(2).err()).contains("b.json");
    Files.write(mixed.resolve("b.json"), TrustReports.bytes(TrustReports.RICH, Ruleset.V1));
    assertThat(CliRun.of("trust-basis", "fold", mixed).endsWith(2).err())
        .contains("another ruleset");
  }
}
