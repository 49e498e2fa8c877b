package dev.assay.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.AssayProcess;
import dev.assay.testkit.CommandRun;
import dev.assay.testkit.GateProcess;
import dev.assay.testkit.Needs;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published servers held against a lock that {@code mcp pin} made of them. */
class NpmIdentityIT {
  private static final String LABEL = "published";

  @TempDir Path work;
  private Path policy;

  @BeforeAll
  static void peers_are_installed() throws IOException, InterruptedException {
    String missing = Workshop.prepare();
    Needs.that(missing.isEmpty(), missing);
    Workshop.resetRoot();
  }

  @BeforeEach
  void lock_tools() throws IOException {
    policy =
        Files.writeString(
            work.resolve("policy.yaml"),
            """
            version: "2.0"
            tools: { allow: ["*"] }
            enforcement: { unconstrained_tools: allow }
            tool_identity: { mode: locked, hidden_text: deny }
            """);
  }

  private CommandRun pin(String server, String... options) {
    List<String> words = new ArrayList<>(List.of("mcp", "pin", "--label", LABEL));
    words.addAll(List.of("--lock", work.resolve("assay.lock.json").toString()));
    words.addAll(List.of(options));
    words.add("--");
    words.addAll(Workshop.serverCommand(server));
    return CommandRun.assay(
        Map.of("ASSAY_STATE_DIR", work.resolve("state").toString()), words.toArray(String[]::new));
  }

  /** What a session sees: the names it is shown, and what becomes of a call of one tool. */
  private record Seen(List<String> tools, String call) {}

  private Seen session(String server, String tool, String arguments) throws Exception {
    List<String> command =
        AssayProcess.wrap(policy, List.of("--label", LABEL), Workshop.serverCommand(server));
    try (GateProcess gate = GateProcess.start(work, command)) {
      gate.initialize();
      Seen seen = listAndCall(gate, 0, tool, arguments);
      // `list_changed` soon after the handshake outdates the first listing; a client lists again
      for (int round = 1; round < 20 && seen.call().equals("tool_unobserved"); round++) {
        seen = listAndCall(gate, round, tool, arguments);
      }
      gate.closeInput();
      assertThat(gate.exit()).as(gate.said()).isZero();
      return seen;
    }
  }

  private static Seen listAndCall(GateProcess gate, int round, String tool, String arguments)
      throws InterruptedException {
    gate.send("{\"jsonrpc\":\"2.0\",\"id\":\"l%d\",\"method\":\"tools/list\"}".formatted(round));
    Json.Obj listed = gate.reply("l" + round).object("result").orElseThrow();
    gate.send(
        "{\"jsonrpc\":\"2.0\",\"id\":\"c%d\",\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
            .formatted(round, tool, arguments));
    Json.Obj result = gate.reply("c" + round).object("result").orElseThrow();
    return new Seen(
        Vectors.objects(listed.get("tools")).stream()
            .map(one -> one.string("name").orElse(""))
            .toList(),
        result
            .object("_meta")
            .flatMap(meta -> meta.object("dev.assay/decision"))
            .flatMap(decision -> decision.string("reason"))
            .orElse("allowed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything", "filesystem"})
  void a_published_server_stays_as_it_was_pinned(String server) throws Exception {
    pin(server).endsWith(0);
    pin(server, "--check").endsWith(0);
    Seen seen =
        server.equals("everything")
            ? session(server, "echo", "{\"message\":\"hello\"}")
            : session(server, "list_allowed_directories", "{}");
    assertThat(seen.call()).isEqualTo("allowed");
    assertThat(seen.tools()).hasSizeGreaterThan(5);
  }

  @Test
  void another_server_behind_the_label_is_drift_and_none_of_its_tools_is_shown() throws Exception {
    pin("filesystem").endsWith(0);
    pin("everything", "--check").endsWith(1);
    Seen seen = session("everything", "echo", "{\"message\":\"hello\"}");
    assertThat(seen.call()).isEqualTo("tool_drift");
    assertThat(seen.tools()).isEmpty();
  }
}
