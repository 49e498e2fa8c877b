package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.testkit.RecordedCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceReplayTest {
  private static final String POLICY =
      """
      version: "2.0"
      tools:
        allow: [read, write]
      schemas:
        read: { type: object, properties: { path: { type: string } } }
      """;

  @TempDir private Path directory;

  private Path bundle() throws IOException {
    byte[] yaml = POLICY.getBytes(StandardCharsets.UTF_8);
    Policy policy =
        ((PolicyReading.Accepted) PolicyReader.read(yaml, "policy.yaml", false)).policy();
    RecordedCalls session = new RecordedCalls(policy, false);
    session.call(new ToolCall("read", Json.object().put("path", "/a").build()));
    session.call(new ToolCall("read", Json.object().put("path", 7).build()));
    session.call(new ToolCall("write", Json.Obj.EMPTY));
    session.call(new ToolCall("exec", Json.Obj.EMPTY));
    session.call(new ToolCall("\u001b[2Jhostile\u202e", Json.Obj.EMPTY));
    return Files.write(directory.resolve("b.tar.gz"), session.archive());
  }

  private Path policy(String name, String yaml) throws IOException {
    return Files.writeString(directory.resolve(name), yaml);
  }

  private String text(Object... words) {
    return CliRun.of(words).out().replace(directory.toString(), "DIR");
  }

  @Test
  void the_policy_of_the_bundle_explains_every_decision() throws IOException {
    CliRun run = CliRun.of("evidence", "replay", bundle(), "--fail-on", "any").endsWith(0);
    assertThat(run.out())
        .isEqualTo(
            """
            5 decisions re-decided with embedded policy: 5 equal, 0 different, 0 not replayable
              2 of the equal ones rest on what an unchanged rule said then, which could not be asked
            """);
  }

  @Test
  void another_policy_is_told_call_by_call() throws IOException {
    Path bundle = bundle();
    Path other =
        policy(
            "other.yaml",
            POLICY.replace("read, write]", "read, exec]").replace("string", "integer"));
    assertThat(text("evidence", "replay", bundle, "--policy", other))
        .isEqualTo(
            """
            5 decisions re-decided with DIR/other.yaml: 1 equal, 2 different, 2 not replayable
            different: 1 stricter, 1 looser, 0 reclassified
              seq 4  write  allow unconstrained_tool -> deny tool_not_allowed  stricter  at DIR/other.yaml:3:3
              seq 5  exec  deny tool_not_allowed -> allow unconstrained_tool  looser  at DIR/other.yaml:3:17
            not replayable, which is not equal:
              2  arguments_not_recorded: a rule that is not as it was then needs the arguments; see --trace  (seq 2, 3)
            """);
    CliRun json = CliRun.of("evidence", "replay", bundle, "--policy", other, "--json").endsWith(1);
    Json.Obj document = json.document();
    assertThat(document.string("reason_code")).contains("E_REPLAY_DIFFERS");
    assertThat(document.string("policy_source")).contains("file");
    Json.Obj first = (Json.Obj) ((Json.Arr) document.get("differences")).items().getFirst();
    assertThat(first.string("change")).contains("stricter");
    assertThat(first.integer("line")).contains(3L);
    assertThat(document.integer("not_replayable")).contains(2L);
  }

  @Test
  void what_fails_is_chosen() throws IOException {
    Path bundle = bundle();
    Path schema = policy("schema.yaml", POLICY.replace("string", "integer"));
    CliRun.of("evidence", "replay", bundle, "--policy", schema).endsWith(0);
    CliRun any =
        CliRun.of("evidence", "replay", bundle, "--policy", schema, "--fail-on", "any", "--json")
            .endsWith(1);
    assertThat(any.document().string("reason_code")).contains("E_REPLAY_INCOMPLETE");
    Path deny = policy("deny.yaml", POLICY + "enforcement: { unconstrained_tools: deny }\n");
    CliRun.of("evidence", "replay", bundle, "--policy", deny).endsWith(1);
    CliRun.of("evidence", "replay", bundle, "--policy", deny, "--fail-on", "none").endsWith(0);
  }

  @Test
  void a_bundle_of_which_nothing_could_be_checked_is_not_a_success() {
    String foreign = "src/test/resources/vectors/evidence/sealed/ok.tar.gz";
    CliRun run = CliRun.of("evidence", "replay", foreign, "--json").endsWith(1);
    assertThat(run.document().string("reason_code")).contains("E_REPLAY_INCOMPLETE");
    CliRun.of("evidence", "replay", foreign, "--fail-on", "none").endsWith(0);
    String empty = "src/test/resources/vectors/evidence/bundles/b1-minimal/bundle.tar.gz";
    CliRun.of("evidence", "replay", empty, "--fail-on", "any").endsWith(1);
  }

  @Test
  void text_of_others_does_not_act_on_the_terminal() throws IOException {
    Path limits = policy("limits.yaml", "version: \"2.0\"\nlimits: { max_tool_calls_total: 0 }\n");
    CliRun run = CliRun.of("evidence", "replay", bundle(), "--policy", limits).endsWith(1);
    assertThat(run.out()).contains("hostile").doesNotContain("\u001b", "\u202e");
  }

  @Test
  void what_cannot_be_used_is_named() throws IOException {
    Path bundle = bundle();
    Path wrong = policy("wrong.yaml", "version: \"2.0\"\ntool: {}\n");
    CliRun policy = CliRun.of("evidence", "replay", bundle, "--policy", wrong).endsWith(2);
    assertThat(policy.err()).contains("wrong.yaml:2:1").contains("next: ");
    CliRun missing =
        CliRun.of("evidence", "replay", bundle, "--policy", directory.resolve("no")).endsWith(2);
    assertThat(missing.err()).contains("does not exist");
    CliRun tampered =
        CliRun.of(
                "evidence",
                "replay",
                "src/test/resources/vectors/evidence/tamper/100-data-naive.tar.gz")
            .endsWith(2);
    assertThat(tampered.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r0-minimal", "r1-full", "r2-secret-in-files", "r3-secret-in-outputs"})
  void a_replay_bundle_of_other_software_is_called_by_its_name(String name) {
    CliRun run =
        CliRun.of(
                "evidence",
                "replay",
                "src/test/resources/vectors/evidence/replay/" + name + ".tar.gz")
            .endsWith(2);
    assertThat(run.err()).contains("looks like a replay bundle, not an evidence bundle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay a b",
        "replay",
        "replay --last a",
        "replay - --trace -",
        "replay a --fail-on some",
        "show a b",
        "query a b"
      })
  void what_makes_no_sense_is_refused(String words) {
    CliRun run = CliRun.of((Object[]) ("evidence " + words).split(" ")).endsWith(2);
    assertThat(run.err()).startsWith("error: ");
  }
}
