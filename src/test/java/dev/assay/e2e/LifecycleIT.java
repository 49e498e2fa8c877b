package dev.assay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.AssayProcess;
import dev.assay.testkit.Deadline;
import dev.assay.testkit.FakeServerOptions;
import dev.assay.testkit.GateProcess;
import dev.assay.testkit.Processes;
import dev.assay.testkit.RecordedEvidence;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends of sessions: nobody survives, codes pass through, open calls are answered, the evidence
 * verifies.
 *
 * <p>Source: {@code mcp-gateway.md} S-2, S-3, S-5, S-6 and section 16 rules 6 and 7.
 */
class LifecycleIT {
  /** S-5's bound, and what a loaded machine may add to it. */
  private static final Duration BOUND = Duration.ofSeconds(8 + 2);

  private static final String POLICY =
      """
      version: "2.0"
      name: "lifecycle"
      tools:
        allow: ["read_file"]
        deny: ["exec"]
      """;

  @TempDir Path work;
  private Path policy;
  private Path log;

  @BeforeEach
  void policy_is_written() throws IOException {
    policy = Files.writeString(work.resolve("policy.yaml"), POLICY);
    log = work.resolve("received.log");
  }

  @Test
  void sigterm_ends_a_server_that_ignores_it_and_its_grandchild() throws Exception {
    try (GateProcess gate = gate("--ignore-eof", "--ignore-term", "--grandchild")) {
      oneCall(gate);
      gate.terminate();
      nobodySurvives(gate.handle());
      assertThat(gate.exit()).isZero();
    }
    oneBundleVerifies();
  }

  @Test
  void closing_the_input_ends_a_server_that_ignores_it() throws Exception {
    try (GateProcess gate = gate("--ignore-eof")) {
      oneCall(gate);
      gate.closeInput();
      nobodySurvives(gate.handle());
      assertThat(gate.exit()).isZero();
    }
    oneBundleVerifies();
  }

  @Test
  void a_killed_client_that_leaves_the_pipe_open_ends_everything() throws Exception {
    List<String> client =
        new ArrayList<>(List.of("sh", "-c", "exec 3<&0; \"$@\" <&3 3<&- & wait", "client"));
    client.addAll(
        AssayProcess.wrap(
            policy, List.of(), FakeServerOptions.server(log, "--ignore-eof", "--grandchild")));
    try (GateProcess gate = GateProcess.start(work, client)) {
      oneCall(gate);
      List<ProcessHandle> below = gate.handle().descendants().toList();
      assertThat(below).isNotEmpty();
      gate.kill();
      nobodySurvives(below.toArray(ProcessHandle[]::new));
    }
    oneBundleVerifies();
  }

  @Test
  void a_killed_gate_takes_a_server_along_that_ignores_the_end_of_its_input() throws Exception {
    try (GateProcess gate = gate("--ignore-eof")) {
      oneCall(gate);
      gate.kill();
      nobodySurvives(gate.handle());
    }
  }

  @Test
  void the_exit_code_of_the_server_passes_through() throws Exception {
    try (GateProcess gate = gate("--exit-after", "4", "--exit-code", "7")) {
      oneCall(gate);
      gate.call("last", "/tmp/x");
      assertThat(gate.exit()).isEqualTo(7);
      nobodySurvives(gate.handle());
    }
    oneBundleVerifies();
  }

  @Test
  void a_server_killed_by_others_gives_128_and_the_signal() throws Exception {
    try (GateProcess gate = gate("--kill-after", "4")) {
      oneCall(gate);
      gate.call("last", "/tmp/x");
      assertThat(gate.exit()).isEqualTo(128 + 9);
    }
    oneBundleVerifies();
  }

  @Test
  void a_client_that_closed_first_gets_0_whatever_the_server_says() throws Exception {
    try (GateProcess gate = gate("--exit-code", "7")) {
      oneCall(gate);
      gate.closeInput();
      assertThat(gate.exit()).isZero();
    }
    oneBundleVerifies();
  }

  @Test
  void open_calls_are_answered_when_the_server_is_gone() throws Exception {
    try (GateProcess gate = gate("--silent-calls", "--exit-after", "5", "--exit-code", "3")) {
      gate.initialize();
      gate.call("a", "/tmp/x");
      gate.call("b", "/tmp/x");
      gate.call("c", "/tmp/x");
      List<Json.Obj> answers = gate.rest().stream().map(l -> (Json.Obj) Vectors.parse(l)).toList();
      assertThat(gate.exit()).isEqualTo(3);
      assertThat(answers)
          .extracting(a -> a.get("id"))
          .containsExactlyInAnyOrder(id("a"), id("b"), id("c"));
      assertThat(answers)
          .allSatisfy(
              a ->
                  assertThat(((Json.Obj) a.get("error")).get("code"))
                      .isEqualTo(Json.Num.of(50201)));
    }
    assertThat(oneBundleVerifies().dataOf("assay.upstream.exited")).hasSize(1);
  }

  @Test
  void nothing_but_messages_reaches_standard_output() throws Exception {
    List<String> environment =
        List.of(
            "JAVA_TOOL_OPTIONS=-XX:AOTCache=" + work.resolve("missing.aot") + " -Dassay.probe=1",
            "LC_ALL=C");
    try (GateProcess gate =
        GateProcess.start(
            work,
            AssayProcess.wrap(
                policy, List.of("--verbose"), FakeServerOptions.server(log, "--noise")),
            environment)) {
      gate.initialize();
      gate.call("allowed", "/tmp/x");
      gate.send(GateProcess.callOf("denied", "exec", "ls"));
      gate.send("this is no message");
      gate.send("{\"jsonrpc\":\"2.0\",\"id\":\"ping\",\"method\":\"ping\"}");
      gate.closeInput();
      List<String> lines = gate.rest();
      assertThat(gate.exit()).isZero();
      assertThat(lines)
          .isNotEmpty()
          .allSatisfy(l -> assertThat(version(l)).isEqualTo(new Json.Str("2.0")));
      assertThat(gate.said())
          .contains("ALLOW read_file")
          .contains("DENY exec")
          .doesNotContain("\u001b[31m");
    }
    oneBundleVerifies();
  }

  @Test
  void a_probe_leaves_nothing() throws Exception {
    try (GateProcess gate = gate()) {
      gate.send("{\"jsonrpc\":\"2.0\",\"id\":\"d\",\"method\":\"server/discover\"}");
      gate.reply("d");
      gate.closeInput();
      assertThat(gate.exit()).isZero();
    }
    assertThat(RecordedEvidence.below(GateProcess.state(work)).bundles()).isEmpty();
  }

  private GateProcess gate(String... serverOptions) throws IOException {
    return GateProcess.start(
        work, AssayProcess.wrap(policy, List.of(), FakeServerOptions.server(log, serverOptions)));
  }

  private static void oneCall(GateProcess gate) throws InterruptedException {
    gate.initialize();
    gate.call("first", "/tmp/x");
    assertThat(gate.reply("first").get("result")).isNotNull();
  }

  private void nobodySurvives(ProcessHandle... more) throws IOException {
    List<Long> all = new ArrayList<>();
    for (ProcessHandle one : more) {
      all.add(one.pid());
    }
    for (String pid : Files.readAllLines(FakeServerOptions.pidFile(log))) {
      all.add(Long.parseLong(pid));
    }
    Deadline deadline = Deadline.in(BOUND);
    while (all.stream().anyMatch(Processes::run)) {
      deadline.awaitMore(
          "every process to end: "
              + all.stream()
                  .filter(Processes::run)
                  .map(ProcessHandle::of)
                  .map(h -> h.map(ProcessHandle::info))
                  .toList());
    }
  }

  private RecordedEvidence oneBundleVerifies() throws IOException {
    RecordedEvidence evidence = RecordedEvidence.below(GateProcess.state(work));
    assertThat(evidence.bundles()).hasSize(1);
    evidence.verifyAll();
    return evidence;
  }

  private static Json version(String line) {
    return ((Json.Obj) Vectors.parse(line)).get("jsonrpc");
  }

  private static Json id(String text) {
    return new Json.Str(text);
  }
}
