package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

class LintCommandTest {
  private static final String VECTORS = "src/test/resources/vectors/evidence/";
  private static final String BUNDLE = VECTORS + "sealed/ok.tar.gz";
  private static final String CLEAN = VECTORS + "lint/source-https.tar.gz";

  private record Said(int exitCode, String out, String err) {}

  private static Said lint(String words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandTree.make(CommandLine.defaultFactory())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(("evidence lint " + words).split(" "));
    return new Said(code, out.toString(), err.toString());
  }

  @TestFactory
  Stream<DynamicTest> the_threshold_decides_the_exit_code() {
    return Stream.of("error 0", "warn 1", "warning 1", "info 1", "none 0")
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row,
                    () -> {
                      String word = row.substring(0, row.indexOf(' '));
                      Said said = lint("--fail-on " + word + " " + BUNDLE);
                      assertThat(said.exitCode())
                          .isEqualTo(Integer.parseInt(row.substring(row.indexOf(' ') + 1)));
                      assertThat(said.err()).isEmpty();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> wrong_arguments_end_with_2_and_print_no_result() {
    return Stream.of(
            "--fail-on critical " + BUNDLE,
            "--format xml " + BUNDLE,
            "--max-results 0 " + BUNDLE,
            "--max-results 25001 " + BUNDLE,
            "--sarif-location policy.yaml " + BUNDLE,
            "--format sarif --sarif-location /etc/passwd " + BUNDLE,
            "--format sarif --sarif-location ../policy.yaml " + BUNDLE,
            "--format sarif --json " + BUNDLE,
            "--explain NOPE",
            "--explain ASSAY-W001 " + BUNDLE,
            "--last " + BUNDLE,
            BUNDLE + " " + BUNDLE)
        .map(
            words ->
                DynamicTest.dynamicTest(
                    words,
                    () -> {
                      Said said = lint(words);
                      assertThat(said.exitCode()).isEqualTo(2);
                      assertThat(said.err()).startsWith("error: ").contains("next: ");
                      assertThat(said.out()).isEmpty();
                    }));
  }

  @Test
  void a_sarif_log_is_all_there_is_on_standard_output() {
    Said said = lint("--format sarif --fail-on warn --sarif-location policy.yaml " + BUNDLE);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(Sarif.results(Sarif.valid(said.out()))).isNotEmpty();
    assertThat(said.err()).isEmpty();
  }

  @Test
  void a_document_has_the_members_of_the_first_version() {
    Said said = lint("--json --max-results 2 --pack gateway-baseline " + BUNDLE);
    Json.Obj document = (Json.Obj) Vectors.parse(said.out());
    assertThat(document.members().keySet())
        .containsExactly(
            "schema",
            "exit_code",
            "reason_code",
            "tool_version",
            "bundle_meta",
            "verified",
            "findings",
            "summary",
            "truncated",
            "truncated_count",
            "packs",
            "skipped");
    assertThat(Vectors.objects(document.get("findings"))).hasSize(2);
  }

  @Test
  void a_rule_is_explained_by_either_id() {
    for (String id : List.of("GW-006", "gateway-baseline@1.0.0:GW-006")) {
      Said said = lint("--explain " + id);
      assertThat(said.exitCode()).isZero();
      assertThat(said.out()).startsWith("gateway-baseline@1.0.0:GW-006 (error)\n");
    }
    assertThat(lint("--explain ASSAY-W01").err()).contains("did you mean `ASSAY-W001`?");
  }

  @Test
  void a_bundle_without_findings_says_how_many_rules_ran() {
    Said said =
        lint("--pack src/test/resources/vectors/evidence/lint/packs/odd-no-rules.yaml " + CLEAN);
    assertThat(said.out()).isEqualTo(CLEAN + ": no finding, 5 rules ran\n");
  }
}
