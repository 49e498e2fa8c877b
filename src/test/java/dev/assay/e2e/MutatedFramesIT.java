package dev.assay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.McpMessage;
import dev.assay.core.mcp.McpReader;
import dev.assay.core.mcp.Side;
import dev.assay.testkit.AssayProcess;
import dev.assay.testkit.FakeServerOptions;
import dev.assay.testkit.GateProcess;
import dev.assay.testkit.RecordedEvidence;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged frames through the gate: nothing unreadable or unjudged reaches the server, and the gate
 * lives on.
 *
 * <p>Seed and number are set by {@code -Dassay.seed} and {@code -Dassay.frames}. Source: {@code
 * mcp-gateway.md} section 3, section 16 rule 4.
 */
class MutatedFramesIT {
  private static final long SEED = Long.getLong("assay.seed", System.nanoTime());
  private static final int FRAMES = Integer.getInteger("assay.frames", 10_000);
  private static final List<String> RECORDINGS =
      List.of(
          "mcp/stdio-everything-2025-11-25.ndjson",
          "mcp/stdio-filesystem-2025-11-25.ndjson",
          "mcp/stdio-modern-2026-07-28.ndjson",
          "mcp/stdio-dual-client-vs-legacy-server.ndjson");
  private static final String POLICY =
      """
      version: "2.0"
      name: "mutations"
      tools:
        allow: ["echo", "get-sum", "read_text_file", "list_directory", "trigger-*"]
        deny: ["exec", "get-env"]
      schemas:
        read_text_file:
          type: object
          properties:
            path: { type: string, pattern: "^/lab/fsroot/.*" }
          required: ["path"]
      """;

  /** A call that the server received; without an id when it was sent as a notification. */
  private record Seen(String tool, @Nullable Json id) {}

  @TempDir Path work;

  @Test
  void nothing_unreadable_or_unjudged_reaches_the_server_and_the_gate_lives_on() throws Exception {
    Path log = work.resolve("received.log");
    Path policy = Files.writeString(work.resolve("policy.yaml"), POLICY);
    FrameMutator mutator = new FrameMutator(recordedFrames(), SEED);
    try (GateProcess gate =
        GateProcess.start(
            work, AssayProcess.wrap(policy, List.of("--quiet"), FakeServerOptions.server(log)))) {
      gate.initialize();
      for (int i = 0; i < FRAMES; i++) {
        byte[] frame = mutator.next();
        assertThat(gate.sendBytes(frame) && gate.send(""))
            .as("frame %d of seed %d is read", i, SEED)
            .isTrue();
      }
      gate.send("{\"jsonrpc\":\"2.0\",\"id\":\"last\",\"method\":\"ping\"}");
      assertThat(gate.reply("last").get("result")).as("seed %d", SEED).isEqualTo(Json.Obj.EMPTY);
      gate.closeInput();
      assertThat(gate.exit()).as("seed %d", SEED).isZero();
    }
    List<Seen> seen = judged(log);
    RecordedEvidence evidence = RecordedEvidence.below(GateProcess.state(work));

    assertThat(seen).as("the test is not empty, seed %d", SEED).hasSizeGreaterThan(FRAMES / 100);
    assertThat(evidence.bundles()).hasSize(1);
    assertThat(seen)
        .as("seed %d", SEED)
        .isEqualTo(evidence.allows().stream().map(MutatedFramesIT::allowed).toList());
    evidence.verifyAll();
  }

  /** What the server received, every line of it strictly read; the tool calls among it. */
  private static List<Seen> judged(Path log) throws Exception {
    List<Seen> calls = new ArrayList<>();
    byte[] received = Files.readAllBytes(log);
    int from = 0;
    for (int to = 0; to < received.length; to++) {
      if (received[to] != '\n') {
        continue;
      }
      McpMessage message = McpReader.read(received, from, to, Side.AGENT).message();
      assertThat(message)
          .as("seed %d: %s", SEED, new String(received, from, to - from, StandardCharsets.UTF_8))
          .isNotInstanceOf(McpMessage.Unreadable.class);
      if (message instanceof McpMessage.Request(var id, var method, var params)
          && method.equals(McpReader.TOOLS_CALL)) {
        calls.add(new Seen(((Json.Str) params.get("name")).value(), id.json()));
      }
      if (message instanceof McpMessage.Notification(var method, var params)
          && method.equals(McpReader.TOOLS_CALL)) {
        calls.add(new Seen(((Json.Str) params.get("name")).value(), null));
      }
      from = to + 1;
    }
    assertThat(from).as("the last line is whole").isEqualTo(received.length);
    return calls;
  }

  private static Seen allowed(Json.Obj decision) {
    return new Seen(((Json.Str) decision.get("tool")).value(), decision.get("request_id"));
  }

  /** Both directions: what servers say is damaged input from a client as well. */
  private static List<byte[]> recordedFrames() {
    List<byte[]> frames = new ArrayList<>();
    for (String recording : RECORDINGS) {
      for (Json.Obj row : Vectors.lines(recording)) {
        String direction = ((Json.Str) row.get("dir")).value();
        String line = ((Json.Str) row.get("line")).value();
        if (direction.equals("c2s") || (direction.equals("s2c") && line.length() < 2000)) {
          frames.add(line.getBytes(StandardCharsets.UTF_8));
        }
        if (line.contains("tools/call")) {
          frames.addAll(java.util.Collections.nCopies(3, line.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    return frames;
  }
}
