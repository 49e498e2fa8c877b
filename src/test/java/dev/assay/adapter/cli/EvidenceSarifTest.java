package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.testkit.MadeBundles;
import dev.assay.testkit.RecordedCalls;
import dev.assay.testkit.Sarif;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bundles have on record of denials, as a log that code scanning can show. */
class EvidenceSarifTest {
  private static final String POLICY =
      """
      version: "2.0"
      tools:
        allow:
          - read
          - write
          - push
        deny: [drop]
      limits:
        max_requests_total: 900
        per_tool:
          write: { max_calls: 1 }
      sequences:
        - { id: read-first, before: { first: read, then: push } }
        - { id: audited, require: { tool: audit } }
      """;

  @TempDir private Path directory;
  private Path policy = Path.of("");
  private Path bundle = Path.of("");

  @BeforeEach
  void record_a_session() throws IOException {
    policy =
        Files.writeString(
            Files.createTempDirectory(Path.of("target"), "sarif").resolve("policy.yaml"), POLICY);
    bundle = Files.write(directory.resolve("b.tar.gz"), session(POLICY, false).archive());
  }

  private static Policy read(String text) {
    byte[] yaml = text.getBytes(StandardCharsets.UTF_8);
    return ((PolicyReading.Accepted) PolicyReader.read(yaml, "policy.yaml", false)).policy();
  }

  private static RecordedCalls session(String policy, boolean dryRun) {
    RecordedCalls session = new RecordedCalls(read(policy), dryRun);
    session.call(new ToolCall("push", Json.Obj.EMPTY));
    session.call(new ToolCall("read", Json.Obj.EMPTY));
    session.call(new ToolCall("drop", Json.Obj.EMPTY));
    session.call(new ToolCall("drop", Json.Obj.EMPTY));
    session.call(new ToolCall("write", Json.Obj.EMPTY));
    session.call(new ToolCall("write", Json.Obj.EMPTY));
    session.call(new ToolCall("\u001b[2J](javascript:x)\u202e", Json.Obj.EMPTY));
    return session;
  }

  private CliRun sarif(Object... more) {
    Object[] words = new Object[4 + more.length];
    words[0] = "evidence";
    words[1] = "sarif";
    words[2] = "--policy";
    words[3] = policy;
    System.arraycopy(more, 0, words, 4, more.length);
    return CliRun.of(words);
  }

  private static Map<String, String> lines(String log) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (Json.Obj result : Sarif.results(Sarif.valid(log))) {
      Json.Obj place =
          Vectors.objects(result.get("locations"))
              .getFirst()
              .object("physicalLocation")
              .orElseThrow();
      lines.put(
          result.string("ruleId").orElseThrow(),
          place.object("region").orElseThrow().integer("startLine").orElseThrow()
              + " "
              + result.string("level").orElseThrow());
    }
    return lines;
  }

  private static List<String> messages(String log) {
    return Sarif.results(Sarif.valid(log)).stream()
        .map(result -> result.object("message").orElseThrow().string("text").orElseThrow())
        .toList();
  }

  @Test
  void each_denial_stands_on_the_entry_that_decided() {
    CliRun run = sarif(bundle).endsWith(0);
    assertThat(run.err()).isEmpty();
    assertThat(lines(run.out()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "denied/sequence_violation", "13 warning",
                "denied/tool_denied", "7 warning",
                "denied/rate_limit_exceeded", "11 warning",
                "denied/tool_name_invalid", "1 warning"));
    assertThat(messages(run.out()))
        .anyMatch(text -> text.matches("`drop` was denied: tool_denied.*, 2 times.*seq \\d+.*"));
    assertThat(run.out())
        .doesNotContain("\u001b")
        .doesNotContain("\u202e")
        .doesNotContain(directory.toString())
        .contains("\"id\": \"assay/evidence/\"");
  }

  @Test
  void an_archive_counts_once_and_two_of_one_run_not_at_all() throws IOException {
    Path copy = Files.copy(bundle, directory.resolve("copy.tar.gz"));
    assertThat(messages(sarif(bundle, copy, bundle).endsWith(0).out()))
        .isEqualTo(messages(sarif(bundle).endsWith(0).out()));
    Path other = Files.write(directory.resolve("dry.tar.gz"), session(POLICY, true).archive());
    Path log = Files.writeString(directory.resolve("old.sarif"), "of an earlier run");
    CliRun run = sarif("--output", log, bundle, other).endsWith(2);
    assertThat(run.err()).contains("another archive claims the same run");
    assertThat(log).doesNotExist();
  }

  @Test
  void a_dry_run_says_what_would_be_denied() throws IOException {
    Path dry = Files.write(directory.resolve("dry.tar.gz"), session(POLICY, true).archive());
    String log = sarif(dry).endsWith(0).out();
    assertThat(lines(log)).containsEntry("would-deny/tool_denied", "7 warning");
    assertThat(lines(log).keySet()).noneMatch(rule -> rule.startsWith("denied/"));
    assertThat(messages(log)).anyMatch(text -> text.contains("would be denied and was forwarded"));
  }

  @Test
  void missing_records_and_findings_are_results_too() throws IOException {
    RecordedCalls session = session(POLICY, false);
    session.lostCall(new ToolCall("read", Json.Obj.EMPTY));
    session.add(
        "assay.evidence.gap", Json.object().put("reason", "torn_tail").put("count", 1).build());
    session.add(
        "assay.session.finding",
        Json.object()
            .put("rule", "sequences.audited")
            .put("finding", "no call of `audit` was forwarded")
            .put("policy_digest", read(POLICY).digest())
            .build());
    session.add("assay.tool.decision", Json.object().put("tool", "odd").build());
    Path odd = Files.write(directory.resolve("odd.tar.gz"), session.archive());
    assertThat(lines(sarif(odd).endsWith(0).out()))
        .containsEntry("gap/unknown", "1 error")
        .containsEntry("gap/torn_tail", "1 error")
        .containsEntry("finding/session", "14 warning")
        .containsEntry("bundle/unreadable-decision", "1 warning");
  }

  @Test
  void an_alert_is_the_same_alert_after_another_recording_and_another_policy() throws IOException {
    RecordedCalls later = session(POLICY, false);
    later.call(new ToolCall("drop", Json.Obj.EMPTY));
    Path second = Files.write(directory.resolve("later.tar.gz"), later.archive("run_later"));
    List<Json> prints = fingerprints(sarif(bundle).endsWith(0).out());
    assertThat(fingerprints(sarif(second).endsWith(0).out())).isEqualTo(prints);
    assertThat(fingerprints(sarif(bundle, second).endsWith(0).out())).isEqualTo(prints);
    Files.writeString(policy, POLICY.replace("[drop]", "[drop, exec]"));
    CliRun other = sarif(bundle).endsWith(0);
    assertThat(fingerprints(other.out())).isEqualTo(prints);
    assertThat(lines(other.out()).values()).containsOnly("1 warning");
    assertThat(other.err()).contains("5 denials and findings are of another policy");
  }

  private static List<Json> fingerprints(String log) {
    return Sarif.results(Sarif.valid(log)).stream()
        .map(result -> (Json) result.object("partialFingerprints").orElseThrow())
        .toList();
  }

  @Test
  void a_bundle_without_decisions_is_noted() throws IOException {
    Path silent = directory.resolve("silent.tar.gz");
    Files.write(silent, new MadeBundles().with("org.example.x", null, Json.Obj.EMPTY).archive());
    assertThat(lines(sarif(silent).endsWith(0).out()))
        .isEqualTo(Map.of("bundle/nothing-recorded", "1 note"));
  }

  @Test
  void one_broken_bundle_and_nothing_is_written_and_an_old_log_is_gone() throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    Path cut = Files.write(directory.resolve("cut.tar.gz"), Arrays.copyOf(bytes, 200));
    Path log = Files.writeString(directory.resolve("old.sarif"), "old");
    CliRun run = sarif("-o", log, bundle, cut).endsWith(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: ").contains("next: ");
    assertThat(log).doesNotExist();
    sarif("-o", log, "--category=nightly", bundle).endsWith(0);
    assertThat(Sarif.valid(Files.readString(log)).toString()).contains("assay/evidence/nightly/");
  }

  @Test
  void a_policy_that_is_not_committed_or_not_one_is_refused() throws IOException {
    Path elsewhere = Files.writeString(directory.resolve("policy.yaml"), POLICY);
    assertThat(CliRun.of("evidence", "sarif", "--policy", elsewhere, bundle).endsWith(2).err())
        .contains("does not lie below the working directory");
    Files.writeString(policy, "version: [");
    assertThat(sarif(bundle).endsWith(2).err()).contains("policy.yaml");
    Files.delete(policy);
    assertThat(sarif(bundle).endsWith(2).err()).contains("does not exist");
    assertThat(sarif(bundle, "--category=a\nb").endsWith(2).err()).contains("`--category`");
    assertThat(CliRun.of("evidence", "sarif", bundle).endsWith(2).err()).contains("--policy");
  }
}
