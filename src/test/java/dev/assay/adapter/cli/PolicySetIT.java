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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several policies before one server: what passes, who is named, and what the bundle holds. */
class PolicySetIT {
  private static final String SERVER =
      "{\"pages\":[[{\"name\":\"read\",\"description\":\"reads\"},{\"name\":\"write\"}]]}";

  @TempDir Path work;
  private Path script;
  private Path organisation;
  private Path team;

  @BeforeEach
  void files() throws IOException {
    script = Files.writeString(work.resolve("server.json"), SERVER);
    organisation =
        Files.writeString(
            work.resolve("organisation.yaml"),
            """
            version: "2.0"
            name: organisation
            tools: { deny: [write] }
            enforcement: { unconstrained_tools: allow }
            """);
    team =
        Files.writeString(
            Files.createDirectory(work.resolve("team")).resolve("policy.yaml"),
            """
            version: "2.0"
            name: team
            tools: { allow: [read, write] }
            enforcement: { unconstrained_tools: allow }
            tool_identity: { mode: locked, lock: approved.lock.json }
            """);
  }

  private List<String> wrap(Path bundle) {
    return AssayProcess.wrap(
        team,
        List.of("--policy", organisation.toString(), "--evidence-out", bundle.toString()),
        ListingServer.server(script));
  }

  @Test
  void the_lock_lies_beside_its_policy_and_the_denial_names_the_other() throws Exception {
    Path bundle = work.resolve("bundle.tar.gz");
    try (GateProcess gate = GateProcess.start(work, wrap(bundle))) {
      gate.closeInput();
      assertThat(gate.exit()).isEqualTo(2);
      assertThat(gate.said()).contains("there is no lock file", "team/approved.lock.json");
    }
    List<Object> pin =
        new ArrayList<>(List.of("mcp", "pin", "--lock", team.resolveSibling("approved.lock.json")));
    pin.add("--");
    pin.addAll(ListingServer.server(script));
    CliRun.of(pin.toArray()).endsWith(0);
    try (GateProcess gate = GateProcess.start(work, wrap(bundle))) {
      gate.initialize();
      gate.send("{\"jsonrpc\":\"2.0\",\"id\":\"l\",\"method\":\"tools/list\"}");
      gate.reply("l");
      gate.send(GateProcess.callOf("r", "read", "x"));
      assertThat(gate.reply("r").object("result").orElseThrow().get("isError")).isNull();
      gate.send(GateProcess.callOf("w", "write", "x"));
      assertThat(gate.reply("w").object("result").orElseThrow().get("isError"))
          .isEqualTo(Json.Bool.TRUE);
      gate.closeInput();
      assertThat(gate.exit()).isZero();
      assertThat(gate.said()).contains("policy team + organisation", "reason=tool_denied");
    }
    CliRun set = CliRun.of("policy", "validate", "--together", team, organisation).endsWith(0);
    String digest = set.out().substring(set.out().lastIndexOf("sha256:")).strip();
    CliRun.of("evidence", "verify", bundle).endsWith(0);
    assertThat(CliRun.of("evidence", "show", bundle, "--format", "json").endsWith(0).out())
        .contains("\"policy 2: tools.deny\"", digest);
    CliRun.of("evidence", "replay", bundle, "--fail-on", "any").endsWith(0);
    CliRun.of("evidence", "replay", bundle, "--policy", organisation, "--policy", team).endsWith(0);
  }
}
