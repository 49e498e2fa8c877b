package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an observation supports, through the command line. */
class ClaimsCommandTest {
  private static final String SESSION = "examples/independent-verifier/session.tar.gz";
  private static final String BROKEN =
      "src/test/resources/vectors/evidence/upstream/fuzz-truncated-half.tar.gz";
  private static final String EXAMPLE = "src/test/resources/vectors/trust/upstream/";
  private static final String ANNOTATION = EXAMPLE + "coverage-claims-gate/annotation.json";

  @TempDir private Path directory;

  @Test
  void the_cells_of_a_bundle_say_what_nobody_saw() {
    CliRun run = CliRun.of("claims", "cells", SESSION).endsWith(0);
    assertThat(run.out())
        .contains("partial  reported  tool_call_identity")
        .contains("absent   measured  measured_network_effect")
        .contains("blocked            no_unexpected_network_effect");
    Json.Obj document = CliRun.of("claims", "cells", SESSION, "--json").endsWith(0).document();
    assertThat(document.string("schema")).contains("assay.coverage_aware_bundle.report.v1");
  }

  @Test
  void cells_that_were_kept_are_judged_like_those_made_now() throws IOException {
    String json = CliRun.of("claims", "cells", SESSION, "--json").endsWith(0).out();
    Path kept = Files.writeString(directory.resolve("cells.json"), json);
    String good = "positive:policy_decision_evidence";
    assertThat(CliRun.of("claims", "gate", kept, "--require", good).endsWith(0).out())
        .isEqualTo("permitted " + good + "  partial\n");
    CliRun.of("claims", "gate", "--bundle", SESSION, "--require", good).endsWith(0);
    CliRun refused =
        CliRun.of(
                "claims",
                "gate",
                "--bundle",
                SESSION,
                "--require",
                "bounded_negative:network",
                "--json")
            .endsWith(1);
    assertThat(refused.document().string("reason_code")).contains("E_CLAIM_NOT_SUPPORTED");
    CliRun stale =
        CliRun.of("claims", "gate", kept, "--require", good, "--expect-run", "run_other")
            .endsWith(2);
    assertThat(stale.err()).contains("the document is about another run");
  }

  @Test
  void a_bundle_that_does_not_verify_has_no_cells() {
    assertThat(CliRun.of("claims", "cells", BROKEN).endsWith(2).out()).isEmpty();
    CliRun.of("claims", "gate", "--bundle", BROKEN, "--require", "positive:x").endsWith(2);
  }

  @Test
  void the_gate_takes_claims_from_a_policy_and_refuses_what_it_cannot_read() throws IOException {
    CliRun run =
        CliRun.of(
                "claims",
                "gate",
                ANNOTATION,
                "--policy",
                EXAMPLE + "coverage-claims-gate/policy_blocked.json")
            .endsWith(1);
    assertThat(run.out())
        .isEqualTo(
            """
            permitted positive:filesystem_paths_touched  partial
            blocked   positive:network_endpoints  absent
            blocked   exhaustive:filesystem_paths_touched  weak
            blocked   bounded_negative:filesystem_paths_touched  blocked
            """);
    Path empty = Files.writeString(directory.resolve("none.json"), "[]");
    Path wrong = Files.writeString(directory.resolve("wrong.json"), "[1]");
    assertThat(CliRun.of("claims", "gate", ANNOTATION).endsWith(2).err())
        .contains("no claim is named");
    CliRun.of("claims", "gate", ANNOTATION, "--policy", empty).endsWith(2);
    CliRun.of("claims", "gate", ANNOTATION, "--policy", wrong).endsWith(2);
    CliRun.of("claims", "gate", ANNOTATION, "--require", "definitely:x").endsWith(2);
    CliRun.of("claims", "gate", "--require", "positive:x").endsWith(2);
    assertThat(CliRun.of("claims", "gate", empty, "--require", "positive:x").endsWith(2).err())
        .contains("must be a JSON object");
  }

  @Test
  void documents_of_the_runner_are_read_and_judged() throws IOException {
    String health = EXAMPLE + "runner-golden/observation-health.json";
    assertThat(CliRun.of("claims", "fidelity", health).endsWith(0).out())
        .startsWith("verdict clean\n  reported_claims: allowed\n");
    Path broken = Files.writeString(directory.resolve("h.json"), "{}");
    CliRun.of("claims", "fidelity", broken).endsWith(1);
    Json.Obj archive =
        Vectors.cases("trust/coverage/side_effect.json", "cases")
            .getFirst()
            .object("archive")
            .orElseThrow();
    Path record = write("health.json", archive.get("observation_health"));
    Path surface = write("surface.json", archive.get("capability_surface"));
    CliRun effects = CliRun.of("claims", "effects", "--health", record, "--surface", surface);
    assertThat(effects.endsWith(0).out())
        .contains("strong   measured  measured_network_effect")
        .contains("blocked            no_unexpected_network_effect");
    assertThat(
            CliRun.of("claims", "effects", "--health", broken, "--surface", surface)
                .endsWith(2)
                .err())
        .contains("the health of the capture is failed");
    Json report = Vectors.cases("trust/coverage/drift_annotation.json", "cases").getFirst();
    Path drift = write("drift.json", ((Json.Obj) report).get("report"));
    String annotation =
        CliRun.of("claims", "drift", drift, "--health-a", record, "--json").endsWith(0).out();
    Path fleet = Files.createDirectory(directory.resolve("fleet"));
    Files.writeString(fleet.resolve("a.json"), annotation);
    assertThat(CliRun.of("claims", "fold", fleet).endsWith(0).out())
        .startsWith("runs 1\nfilesystem_paths_touched: floor partial\n");
    Files.writeString(fleet.resolve("b.json"), "{}");
    CliRun.of("claims", "fold", fleet).endsWith(2);
  }

  @Test
  void a_descriptor_allows_what_its_blind_spots_leave() throws IOException {
    Path descriptor =
        Files.writeString(
            directory.resolve("descriptor.json"),
            """
            {"schema":"assay.runner.coverage_descriptor.v0","dimension":"network",
             "method":"connect tracing","observes":["TCP connect peers"],
             "known_blind_spots":["io_uring"],"completeness":"connect_only"}
            """);
    assertThat(
            CliRun.of("claims", "descriptor", descriptor, "--effect=connect", "--effect=rename")
                .endsWith(0)
                .out())
        .isEqualTo(
            """
            allowed  positive_existence  coverage_descriptor_allows_observed_positive_claim
            degraded exhaustive_set  coverage_descriptor_degrades_exhaustive_claim
            blocked  bounded_negative  coverage_descriptor_blocks_absence_claim
            allowed  effect connect  coverage_descriptor_allows_observed_positive_claim
            degraded effect rename  coverage_descriptor_positive_class_not_observed
            """);
    Path none = Files.writeString(directory.resolve("none.json"), "{}");
    CliRun.of("claims", "descriptor", none).endsWith(2);
  }

  @Test
  void an_undeclared_call_of_a_bundle_is_a_finding() throws IOException {
    Path declared =
        Files.writeString(
            directory.resolve("d.json"),
            """
            {"schema":"assay.declared_tool_surface.v0","declared_tool_actions":[
              {"id":"nothing","provider":"x","action_class":"y","allowed_targets":[],
               "allowed_effects":["allow"]}]}
            """);
    CliRun run =
        CliRun.of("claims", "declared", "--declared", declared, "--bundle", SESSION).endsWith(1);
    assertThat(run.out())
        .contains("new_privileged_tool_action")
        .contains("declared and not observed, which proves nothing: nothing");
    CliRun.of("claims", "declared", "--declared", declared, "--observed", declared).endsWith(2);
    CliRun.of("claims", "declared", "--declared", declared).endsWith(2);
  }

  @Test
  void names_from_documents_reach_a_terminal_as_text() throws IOException {
    String hostile = "\u001b[2Jx\npermitted everything\u202e";
    Json.Obj tool = Json.object().put("name", hostile).put("category", hostile).build();
    Json.Obj record = Json.object().put("tool", tool).put("classification", "classified").build();
    Path observed =
        write(
            "observed.json",
            Json.object()
                .put("schema", "assay.tool_decision_surface.v0")
                .put("observed_tool_decisions", new Json.Arr(List.of(record)))
                .build());
    Json.Obj action =
        Json.object()
            .put("id", hostile)
            .put("provider", "p")
            .put("action_class", "c")
            .put("allowed_targets", Json.Arr.EMPTY)
            .put("allowed_effects", Json.Arr.ofStrings(List.of("allow")))
            .build();
    Path declared =
        write(
            "declared.json",
            Json.object()
                .put("schema", "assay.declared_tool_surface.v0")
                .put("declared_tool_actions", new Json.Arr(List.of(action)))
                .build());
    CliRun text =
        CliRun.of("claims", "declared", "--declared", declared, "--observed", observed).endsWith(1);
    assertThat(text.out().lines()).noneMatch(line -> line.startsWith("permitted"));
    CliRun json =
        CliRun.of("claims", "declared", "--declared", declared, "--observed", observed, "--json");
    CliRun gate = CliRun.of("claims", "gate", ANNOTATION, "--require", "positive:" + hostile);
    for (String said : List.of(text.out(), json.out(), gate.out())) {
      assertThat(said).isNotEmpty().doesNotContain("\u001b").doesNotContain("\u202e");
    }
  }

  private Path write(String name, Json value) throws IOException {
    return Files.writeString(directory.resolve(name), JsonText.pretty(value));
  }
}
