package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.MadeBundles;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code evidence show} and {@code evidence query} in every form, with hostile contents too. */
class EvidenceListingsTest {
  private static final String SEALED = "src/test/resources/vectors/evidence/sealed/ok.tar.gz";
  private static final String TAMPERED =
      "src/test/resources/vectors/evidence/tamper/100-data-naive.tar.gz";
  private static final String HOSTILE = "x\u001b[2J\u202e\u009b\n=cmd,\";\u2028\u0000y";

  @TempDir private Path directory;

  private Path hostile() throws IOException {
    byte[] archive =
        new MadeBundles()
            .with("assay.x\u001b[31m", "=" + HOSTILE, new Json.Str(HOSTILE))
            .decided("=1+1" + HOSTILE, "deny", "P\u202eX", "shell")
            .decided("z".repeat(500_000), "allow", "P_POLICY_ALLOW")
            .archive();
    return Files.write(directory.resolve("hostile.tar.gz"), archive);
  }

  @Test
  void show_lists_what_was_asked_for() {
    CliRun denied = CliRun.of("evidence", "show", SEALED, "--denied").endsWith(0);
    assertThat(denied.out()).contains("deny exec P_TOOL_DENIED").contains(" of 10 events");
    CliRun range = CliRun.of("evidence", "show", SEALED, "--seq", "2..3", "--jsonl").endsWith(0);
    assertThat(range.out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(CliRun.read(line).integer("assayseq").get()).isIn(2L, 3L));
    Json.Obj sealed =
        CliRun.of("evidence", "show", SEALED, "--type", "*.sealed", "--json")
            .endsWith(0)
            .document();
    assertThat(((Json.Arr) sealed.get("events")).items()).hasSize(1);
    assertThat(sealed.get("verified")).isEqualTo(Json.Bool.TRUE);
    assertThat(sealed.integer("matched")).contains(1L);
    assertThat(sealed.integer("exit_code")).contains(0L);
  }

  @Test
  void query_gives_the_same_events_in_every_form() {
    String[] forms = {"table", "json", "jsonl", "csv"};
    for (String form : forms) {
      CliRun run =
          CliRun.of("evidence", "query", SEALED, "--decision", "deny", "--format", form)
              .endsWith(0);
      assertThat(run.out()).contains("P_TOOL_DENIED").doesNotContain("P_POLICY_ALLOW");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void nothing_found_is_an_answer_and_still_one_document() {
    Json.Obj none =
        CliRun.of("evidence", "query", SEALED, "--tool", "no_such_*", "--json")
            .endsWith(0)
            .document();
    Json.Obj bundle = Vectors.objects(none.get("bundles")).getFirst();
    assertThat(bundle.get("events")).isEqualTo(Json.Arr.EMPTY);
    assertThat(bundle.object("recording").orElseThrow().get("complete")).isEqualTo(Json.Bool.TRUE);
    CliRun csv = CliRun.of("evidence", "query", SEALED, "--tool", "no", "--csv").endsWith(0);
    assertThat(csv.out())
        .isEqualTo(
            "\"run\",\"seq\",\"time\",\"type\",\"subject\",\"tool\",\"decision\",\"reason_code\"\r\n");
  }

  @Test
  void columns_are_names_and_paths() {
    CliRun csv =
        CliRun.of(
                "evidence",
                "query",
                SEALED,
                "--decision",
                "deny",
                "--csv",
                "--columns",
                "seq,data.tool,/data/decision")
            .endsWith(0);
    assertThat(csv.out())
        .isEqualTo("\"seq\",\"data.tool\",\"/data/decision\"\r\n\"6\",\"exec\",\"deny\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "jsonl", "csv"})
  void nothing_hostile_leaves_in_any_form(String form) throws IOException {
    CliRun run = CliRun.of("evidence", "query", hostile(), "--format", form).endsWith(0);
    assertThat(run.out())
        .doesNotContain("\u001b", "\u202e", "\u009b", "\u2028", "\u0000", "\u0085");
    if (form.equals("csv")) {
      assertThat(run.out()).contains("\"'=x\\u{1b}").contains("\"'=1+1");
      assertThat(run.out().split("\r\n")).hasSize(4);
    }
    if (form.equals("jsonl")) {
      assertThat(CliRun.read(run.out().lines().findFirst().orElseThrow()).get("data"))
          .isEqualTo(new Json.Str(HOSTILE));
    }
    if (form.equals("table")) {
      assertThat(run.out().length()).isLessThan(4_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "jsonl", "csv"})
  void nothing_of_a_broken_bundle_is_an_answer(String form) {
    for (String command : List.of("show", "query")) {
      CliRun run = CliRun.of("evidence", command, TAMPERED, "--format", form).endsWith(2);
      assertThat(run.err()).contains("error: ").contains("next: ");
      if (form.equals("json")) {
        assertThat(run.document().string("reason_code")).contains("E_EVIDENCE_INTEGRITY");
        assertThat(run.document().get("events")).isNull();
        assertThat(run.document().get("bundles")).isNull();
      } else {
        assertThat(run.out()).isEmpty();
      }
    }
  }

  @Test
  void doubtful_events_are_marked_in_json_too() {
    Json.Obj shown =
        CliRun.of("evidence", "show", "--no-verify", TAMPERED, "--json").endsWith(0).document();
    assertThat(shown.get("verified")).isEqualTo(Json.Bool.FALSE);
    List<Json.Obj> events = Vectors.objects(shown.get("events"));
    assertThat(events.getFirst().get("not_verified")).isNull();
    assertThat(events.getLast().object("not_verified")).isPresent();
    CliRun.of("evidence", "show", "--no-verify", TAMPERED, "--jsonl").endsWith(2);
  }

  @Test
  void one_question_to_many_bundles_says_of_each_what_is_lacking() throws IOException {
    String gap = unsealed("gap.tar.gz", "run_gap");
    CliRun table = CliRun.of("evidence", "query", SEALED, gap, "--decision", "deny").endsWith(0);
    assertThat(table.out())
        .contains("1 of 10 events; nothing is known to be lacking")
        .contains("0 of 1 events; not complete: not closed by a seal; 1 gap, 7 records missing")
        .endsWith("1 events in 2 bundles; 1 not complete\n");
    Json.Obj json =
        CliRun.of("evidence", "query", SEALED, gap, "--decision", "deny", "--json")
            .endsWith(0)
            .document();
    assertThat(json.integer("matched")).contains(1L);
    assertThat(json.integer("incomplete")).contains(1L);
    assertThat(json.get("left_out")).isEqualTo(Json.Arr.EMPTY);
    List<Json.Obj> bundles = Vectors.objects(json.get("bundles"));
    assertThat(bundles).extracting(b -> b.string("path").orElse("")).containsExactly(SEALED, gap);
    assertThat(bundles.getLast().object("recording").orElseThrow().integer("missing_records"))
        .contains(7L);
    CliRun csv = CliRun.of("evidence", "query", SEALED, gap, "--csv").endsWith(0);
    assertThat(csv.out().lines().filter(line -> line.startsWith("\"run\","))).hasSize(1);
    assertThat(csv.out()).contains("\"run_gap\",\"0\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "jsonl", "csv"})
  void what_does_not_verify_is_left_out_and_the_answer_does_not_count(String form) {
    CliRun run =
        CliRun.of("evidence", "query", TAMPERED, SEALED, "--decision", "deny", "--format", form)
            .endsWith(2);
    assertThat(run.out()).contains("P_TOOL_DENIED");
    assertThat(run.err()).contains(TAMPERED);
    if (form.equals("json")) {
      assertThat(run.document().integer("exit_code")).contains(2L);
      assertThat(Vectors.objects(run.document().get("left_out")))
          .singleElement()
          .matches(b -> b.string("reason_code").orElse("").equals("E_EVIDENCE_INTEGRITY"));
    }
    if (form.equals("table")) {
      assertThat(run.out()).endsWith("1 left out, so this is not the whole answer\n");
    }
  }

  @Test
  void two_archives_that_claim_one_run_are_both_left_out_and_one_given_twice_counts_once()
      throws IOException {
    String one = unsealed("one.tar.gz", "run_made");
    Path other = directory.resolve("other.tar.gz");
    Files.write(other, new MadeBundles().decided("exec", "allow", "P_POLICY_ALLOW").archive());
    CliRun conflict =
        CliRun.of("evidence", "query", one, other, SEALED, SEALED, "--jsonl").endsWith(2);
    assertThat(conflict.out().lines()).hasSize(10);
    assertThat(conflict.err())
        .contains("another archive claims the same run `run_made`", "neither is used");
  }

  private String unsealed(String name, String run) throws IOException {
    byte[] archive =
        new MadeBundles(run)
            .with("assay.evidence.gap", "", Json.object().put("count", 7).build())
            .archive();
    return Files.write(directory.resolve(name), archive).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--seq 1-2",
        "--json --csv",
        "--last",
        "--no-verify --csv",
      })
  void show_refuses_what_makes_no_sense(String options) {
    CliRun run =
        CliRun.of((Object[]) ("evidence show " + SEALED + " " + options).split(" ")).endsWith(2);
    assertThat(run.err()).startsWith("error: ").contains("next: ");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--since yesterday",
        "--until 2026-03-01",
        "--where data.tool",
        "--decision refused",
        "--columns nonsense",
        "--columns seq --json",
      })
  void query_refuses_what_makes_no_sense(String options) {
    CliRun run =
        CliRun.of((Object[]) ("evidence query " + SEALED + " " + options).split(" ")).endsWith(2);
    assertThat(run.err()).startsWith("error: ").contains("next: ");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r0-minimal", "r1-full", "r2-secret-in-files", "r3-secret-in-outputs"})
  void a_replay_bundle_of_another_format_is_called_one(String name) {
    String file = "src/test/resources/vectors/evidence/replay/" + name + ".tar.gz";
    for (String command : List.of("verify", "show", "query")) {
      CliRun run = CliRun.of("evidence", command, file).endsWith(2);
      assertThat(run.err()).contains("looks like a replay bundle, not an evidence bundle");
    }
  }
}
