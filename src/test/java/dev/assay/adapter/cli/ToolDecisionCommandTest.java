package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.MadeBundles;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolDecisionCommandTest {
  private static final String FILE = "receipts/tool-decision-truth/cases.json";

  @TempDir private Path directory;

  private Path carrier(int number) throws IOException {
    Json carrier = Vectors.cases(FILE, "import").get(number).get("carrier");
    return Files.writeString(directory.resolve("carrier.json"), JsonText.compact(carrier));
  }

  private static CliRun imported(Path carrier, Path bundle, Object... more) {
    Object[] words = {
      "evidence", "import", "tool-decision-truth", "--carrier", carrier, "--bundle-out", bundle
    };
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return CliRun.of(all.toArray());
  }

  @Test
  void an_imported_decision_verifies_and_says_what_it_does_not_claim() throws IOException {
    Path bundle = directory.resolve("decision.tar.gz");
    imported(carrier(1), bundle).endsWith(0);
    CliRun.of("evidence", "verify", bundle).endsWith(0);
    CliRun run = CliRun.of("evidence", "verify-tool-decision-truth", bundle).endsWith(0);
    assertThat(run.out())
        .isEqualTo("ok: 1 of 1 rows are bound to 1 carriers, verdict over all: mismatch\n");
    Json.Obj document =
        CliRun.of("evidence", "verify-tool-decision-truth", bundle, "--format", "json")
            .endsWith(0)
            .document();
    assertThat(document.string("schema")).contains("assay.tool_decision_truth.verify.report.v0");
    assertThat(document.get("ok")).isEqualTo(Json.Bool.TRUE);
    assertThat(document.integer("verified_rows")).contains(1L);
    assertThat(document.get("claims_not_made").toString()).contains("runtime_enforcement");
    assertThat(Vectors.objects(document.get("checks"))).hasSize(3);
  }

  @Test
  void what_is_refused_leaves_no_bundle() throws IOException {
    Path bundle = directory.resolve("none.tar.gz");
    Path carrier = carrier(0);
    Files.writeString(carrier, Files.readString(carrier).replace("\"ok\"", "\"fine\""));
    CliRun run = imported(carrier, bundle).endsWith(2);
    assertThat(run.err()).contains("result_status is none of its fixed words");
    assertThat(bundle).doesNotExist();
    assertThat(imported(carrier(0), bundle, "--source-artifact-ref", "x").endsWith(2).err())
        .contains("leave --source-artifact-ref out");
    assertThat(bundle).doesNotExist();
  }

  @Test
  void a_row_that_does_not_verify_is_named_on_standard_output() throws IOException {
    MadeBundles made = new MadeBundles("r");
    made.with("assay.tool_decision_truth.recipe_row.v0", null, Json.object().build());
    Path bundle = Files.write(directory.resolve("made.tar.gz"), made.archive());
    CliRun run = CliRun.of("evidence", "verify-tool-decision-truth", bundle).endsWith(2);
    assertThat(run.out())
        .contains("FAILS row_0_evidence_ref_digest: ")
        .endsWith("not ok: 0 of 1 rows are bound to 0 carriers\n");
    Json.Obj document =
        CliRun.of("evidence", "verify-tool-decision-truth", bundle, "--json").document();
    assertThat(document.string("reason_code")).contains("E_RECORD_CHECK");
    assertThat(document.get("run_verdict")).isNull();
  }
}
