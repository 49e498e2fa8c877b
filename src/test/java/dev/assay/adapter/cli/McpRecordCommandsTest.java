package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code vectors/receipts/mcp-records} by the commands, and what their cases do not ask. */
class McpRecordCommandsTest {
  private static final String FILE = "receipts/mcp-records/cases.json";

  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name + ".json"), text);
  }

  private CliRun pairing(Json.Obj row) throws IOException {
    List<Object> words = new ArrayList<>(List.of("evidence", "verify-mcp-records", "--json"));
    for (String member : List.of("attestation", "request_envelope", "decision", "outcome")) {
      if (row.get(member) != null) {
        words.add("--" + member.replace('_', '-'));
        words.add(file(member, JsonText.compact(row.get(member))));
      }
    }
    row.string("fallback_projection")
        .ifPresent(projection -> words.add("--fallback-projection=" + projection));
    return CliRun.of(words.toArray());
  }

  private CliRun supersession(String decisions) throws IOException {
    Path file = file("decisions", decisions);
    return CliRun.of("evidence", "verify-mcp-supersession", "--json", "--decisions", file);
  }

  private CliRun tunnel(String artifact) throws IOException {
    Path file = file("artifact", artifact);
    return CliRun.of("evidence", "verify-mcp-tunnel-observed", "--json", "--artifact", file);
  }

  private static Set<String> failing(CliRun run) {
    Set<String> ids = new TreeSet<>();
    for (Json.Obj check : Vectors.objects(run.document().get("checks"))) {
      if (check.get("ok") == Json.Bool.FALSE) {
        ids.add(text(check, "id"));
      }
    }
    return ids;
  }

  private static void isAsPublished(CliRun run, Json.Obj row) {
    run.endsWith(Math.toIntExact(row.integer("exit").orElseThrow()));
    assertThat(run.document().get("ok")).isEqualTo(row.get("ok"));
    Set<String> published = new TreeSet<>();
    ((Json.Arr) row.get("failing")).items().forEach(id -> published.add(((Json.Str) id).value()));
    assertThat(failing(run)).isEqualTo(published);
  }

  @TestFactory
  Stream<DynamicTest> records_are_paired_as_published() {
    return Vectors.cases(FILE, "pairing").stream()
        .map(row -> dynamicTest(text(row, "id"), () -> isAsPublished(pairing(row), row)));
  }

  @TestFactory
  Stream<DynamicTest> decisions_supersede_as_published() {
    return Vectors.cases(FILE, "supersession").stream()
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      CliRun run = supersession(JsonText.compact(row.get("decisions")));
                      run.endsWith(text(row, "verdict").equals("resolved") ? 0 : 2);
                      Json.Obj group = group(run);
                      assertThat(group.string("verdict")).isEqualTo(row.string("verdict"));
                      assertThat(group.string("reason_code")).isEqualTo(row.string("reason_code"));
                      assertThat(group.string("effective_decision"))
                          .isEqualTo(row.string("effective_decision"));
                    }));
  }

  private static Json.Obj group(CliRun run) {
    List<Json.Obj> groups = Vectors.objects(run.document().get("groups"));
    assertThat(groups).hasSize(1);
    return groups.getFirst();
  }

  @TestFactory
  Stream<DynamicTest> tunnels_are_judged_as_published() {
    return Vectors.cases(FILE, "tunnel").stream()
        .map(
            row ->
                dynamicTest(
                    text(row, "id"),
                    () -> {
                      CliRun run = tunnel(JsonText.compact(row.get("artifact")));
                      isAsPublished(run, row);
                      assertThat(run.document().get("join_summary"))
                          .isEqualTo(row.get("join_summary"));
                    }));
  }

  @Test
  void a_copied_tunnel_with_a_raw_header_is_refused() throws IOException {
    CliRun run = tunnel(Vectors.text("receipts/upstream/tunnel/raw-auth-leak.tunnel.json"));
    assertThat(failing(run.endsWith(2)))
        .containsExactly("auth_context_key_allowlist", "raw_authorization_not_stored");
    assertThat(run.out()).doesNotContain("should-not-ship");
  }

  @Test
  void an_authorization_context_that_does_not_say_what_it_stored_counts_as_storing()
      throws IOException {
    Json.Obj minimal = Vectors.cases(FILE, "tunnel").getFirst().object("artifact").orElseThrow();
    String silent =
        JsonText.compact(minimal)
            .replaceFirst("\\{", "{\"auth_context\":{\"client_mtls_configured\":\"no\"},");
    assertThat(failing(tunnel(silent).endsWith(2)))
        .containsExactly(
            "auth_context_client_mtls_configured_boolean", "raw_authorization_not_stored");
    String lists =
        JsonText.compact(minimal)
            .replaceFirst("\\{", "{\"evidence_refs\":{},\"inspector_event_refs\":[{}],");
    assertThat(failing(tunnel(lists).endsWith(2)))
        .containsExactly("evidence_refs_array", "inspector_event_ref_digest_shape");
  }

  private static String decided(String decision, String time) {
    return "{\"backLink\":{\"attestationDigest\":\"d\",\"attestationNonce\":\"n\"},"
        + "\"decisionDerived\":{\"decision\":\"%s\",\"decidedAt\":\"%s\"}}"
            .formatted(decision, time);
  }

  @Test
  void times_are_compared_as_instants() throws IOException {
    String later = decided("block", "2026-05-01T10:00:00+02:00");
    String latest = decided("allow", "2026-05-01T08:00:00.5Z");
    assertThat(
            group(supersession("[" + latest + "," + later + "]").endsWith(0))
                .string("effective_decision"))
        .contains("allow");
    String same = decided("block", "2026-05-01T10:00:00.500+02:00");
    assertThat(
            group(supersession("[" + latest + "," + same + "]").endsWith(2)).string("reason_code"))
        .contains("supersession_ambiguous_missing_sequence");
    String noTime = decided("block", "tomorrow");
    assertThat(
            group(supersession("[" + latest + "," + noTime + "]").endsWith(2))
                .string("reason_code"))
        .contains("supersession_ambiguous_missing_decided_at");
  }

  @TestFactory
  Stream<DynamicTest> what_is_no_list_of_decisions_is_refused() {
    String good = decided("allow", "2026-05-01T08:00:00Z");
    return Stream.of(
            List.of("[]", "at least one record"),
            List.of(good, "must be an array"),
            List.of("[" + good + "] x", "at byte"),
            List.of("[" + good + ",{}]", "decisions[1] has no backLink"),
            List.of("[" + decided("maybe", "") + "]", "decisions[0] must be allow, block"),
            List.of(
                "[" + good.replace("{\"backLink\"", "{\"back_link\":{},\"backLink\"") + "]",
                "decisions[0] has both backLink and back_link"),
            List.of(
                "[" + good.replace("\"attestationNonce\"", "\"other\"") + "]",
                "must have attestationDigest and attestationNonce"))
        .map(
            one ->
                dynamicTest(
                    one.get(1),
                    () -> {
                      CliRun run = supersession(one.get(0)).endsWith(2);
                      assertThat(run.err()).contains(one.get(1));
                      assertThat(run.document().string("reason_code")).contains("E_RECORD_INPUT");
                    }));
  }

  @Test
  void a_digest_that_could_be_of_two_documents_pairs_nothing() throws IOException {
    Json.Obj row = Vectors.cases(FILE, "pairing").getFirst();
    Path attestation = file("attestation", "{\"limit\":9007199254740993}");
    Path decision = file("decision", JsonText.compact(row.get("decision")));
    CliRun run =
        CliRun.of(
            "evidence", "verify-mcp-records", "--attestation", attestation, "--decision", decision);
    assertThat(run.endsWith(2).err())
        .contains("the attestation has a number that its canonical form does not keep");
  }

  @Test
  void an_outcome_with_another_back_link_or_status_fails_by_name() throws IOException {
    Json.Obj row = Vectors.cases(FILE, "pairing").getFirst();
    Path attestation = file("attestation", JsonText.compact(row.get("attestation")));
    Path decision = file("decision", JsonText.compact(row.get("decision")));
    Path outcome =
        file(
            "outcome",
            JsonText.compact(row.get("outcome"))
                .replace("n-77", "n-78")
                .replace("executed", "done"));
    CliRun run =
        CliRun.of(
            "evidence",
            "verify-mcp-records",
            "--attestation",
            attestation,
            "--decision",
            decision,
            "--outcome",
            outcome);
    assertThat(run.endsWith(2).out().lines().map(line -> line.split(":")[0]))
        .containsExactly(
            "FAILS outcome_attestation_nonce_match",
            "FAILS outcome_back_link_match",
            "FAILS outcome_status_enum",
            "not ok");
    assertThat(run.out()).contains("signatures were not verified");
  }

  @Test
  void the_report_names_the_expected_digest_and_who_signed() throws IOException {
    Json.Obj row = Vectors.cases(FILE, "pairing").getFirst();
    Json.Obj document = pairing(row).endsWith(0).document();
    assertThat(document.string("expected_digest"))
        .contains(Sha256.text(CanonicalJson.canonicalBytes(row.members().get("attestation"))));
    assertThat(document.get("signatures_verified")).isEqualTo(Json.Bool.FALSE);
    assertThat(JsonText.compact(document.get("signatures_present")))
        .isEqualTo("{\"attestation\":true,\"decision\":true,\"outcome\":true}");
  }

  @Test
  void options_that_do_not_go_together_are_refused() throws IOException {
    Path file = file("any", "{}");
    for (Object[] words :
        List.of(
            new Object[] {"--decision", file},
            new Object[] {"--attestation", file, "--request-envelope", file, "--decision", file},
            new Object[] {
              "--attestation", file, "--fallback-projection", "named", "--decision", file
            },
            new Object[] {
              "--request-envelope", file, "--fallback-projection", "some", "--decision", file
            })) {
      List<Object> all = new ArrayList<>(List.of("evidence", "verify-mcp-records"));
      all.addAll(List.of(words));
      assertThat(CliRun.of(all.toArray()).endsWith(2).out()).isEmpty();
    }
  }

  private static String text(Json.Obj row, String name) {
    return row.string(name).orElseThrow();
  }
}
