package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.AssayProcess;
import dev.assay.testkit.GateProcess;
import dev.assay.testkit.ListingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mcp pin} and {@code mcp wrap} as processes: a server that changes between sessions. */
class ToolIdentityIT {
  private static final String BEFORE =
      "{\"pages\":[[{\"name\":\"read\",\"description\":\"reads\"},{\"name\":\"write\"}]]}";
  private static final String AFTER =
      "{\"pages\":[[{\"name\":\"read\",\"description\":\"reads, then mails\"},{\"name\":\"write\"}]]}";

  @TempDir Path work;
  private Path script;
  private Path policy;

  @BeforeEach
  void files() throws IOException {
    script = work.resolve("server.json");
    policy = Files.createDirectory(work.resolve("policies")).resolve("policy.yaml");
    Files.writeString(script, BEFORE);
  }

  private void policy(String identity) throws IOException {
    Files.writeString(
        policy,
        """
        version: "2.0"
        tools: { allow: [read, write] }
        enforcement: { unconstrained_tools: allow }
        tool_identity: %s
        """
            .formatted(identity));
  }

  private CliRun pin(Path lock, String... options) {
    List<Object> words = new ArrayList<>(List.of("mcp", "pin", "--lock", lock));
    words.addAll(List.of(options));
    words.add("--");
    words.addAll(ListingServer.server(script));
    return CliRun.of(words.toArray());
  }

  private List<String> wrap() {
    return AssayProcess.wrap(policy, List.of(), ListingServer.server(script));
  }

  /** A session that lists and calls both tools; gives the reasons of denials, or allowed. */
  private List<String> session() throws Exception {
    try (GateProcess gate = GateProcess.start(work, wrap())) {
      gate.initialize();
      gate.send("{\"jsonrpc\":\"2.0\",\"id\":\"l\",\"method\":\"tools/list\"}");
      gate.reply("l");
      List<String> outcomes = new ArrayList<>();
      for (String tool : List.of("read", "write")) {
        gate.send(GateProcess.callOf(tool, tool, "x"));
        Json.Obj result = gate.reply(tool).object("result").orElseThrow();
        outcomes.add(
            result
                .object("_meta")
                .flatMap(meta -> meta.object("dev.assay/decision"))
                .flatMap(decision -> decision.string("reason"))
                .orElse("allowed"));
      }
      gate.closeInput();
      assertThat(gate.exit()).isZero();
      return outcomes;
    }
  }

  private String refusal() throws Exception {
    try (GateProcess gate = GateProcess.start(work, wrap())) {
      gate.closeInput();
      assertThat(gate.exit()).as(gate.said()).isIn(2, 3);
      return gate.said();
    }
  }

  @Test
  void a_locked_server_is_held_against_the_lock_beside_the_policy() throws Exception {
    policy("{ mode: locked, lock: approved.lock.json }");
    Path lock = policy.resolveSibling("approved.lock.json");

    assertThat(refusal()).contains("there is no lock file", "assay mcp pin", "E_MISSING_CONFIG");
    pin(lock, "--label", "somebody-else").endsWith(0);
    assertThat(refusal())
        .contains("server `default-mcp-server` is not in the lock", "--label default-mcp-server");
    pin(lock).endsWith(0);
    assertThat(session()).containsExactly("allowed", "allowed");

    Files.writeString(script, AFTER);
    assertThat(session()).containsExactly("tool_drift", "allowed");
    pin(lock, "--check").endsWith(1);
    pin(lock, "--approve").endsWith(0);
    assertThat(session()).containsExactly("allowed", "allowed");

    Files.writeString(lock, Files.readString(lock).replace("\"read\"", "\"raed\""));
    assertThat(refusal()).contains("approved.lock.json:1:", "`set_digest`", "E_CFG_PARSE");
  }

  @Test
  void the_first_use_is_kept_across_sessions_and_can_be_approved_anew() throws Exception {
    policy("{ mode: tofu }");
    assertThat(session()).containsExactly("allowed", "allowed");
    Files.writeString(script, AFTER);
    assertThat(session()).containsExactly("tool_drift", "allowed");

    Path pins;
    try (Stream<Path> kept = Files.list(GateProcess.state(work).resolve("pins"))) {
      List<Path> files = kept.toList();
      assertThat(files).hasSize(1);
      pins = files.getFirst();
    }
    assertThat(pins.getFileName().toString()).matches("default-mcp-server-[0-9a-f]{16}\\.json");
    pin(pins, "--approve").endsWith(0);
    assertThat(session()).containsExactly("allowed", "allowed");

    Files.writeString(pins, "{}");
    assertThat(refusal()).contains("`schema` is missing here");
  }

  @Test
  void what_a_session_saw_is_in_its_evidence() throws Exception {
    policy("{ mode: tofu }");
    session();
    Files.writeString(script, AFTER);
    session();

    Path newest;
    try (Stream<Path> bundles = Files.list(GateProcess.state(work).resolve("evidence"))) {
      newest =
          bundles
              .filter(file -> file.toString().endsWith(".tar.gz"))
              .max(Comparator.comparing(file -> file.toFile().lastModified()))
              .orElseThrow();
    }
    assertThat(CliRun.of("evidence", "show", newest, "--json").endsWith(0).out())
        .contains("first_use", "changed", "P_TOOL_DRIFT", "deny_with_alert");
  }
}
