package dev.assay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.AssayProcess;
import dev.assay.testkit.FakeServerOptions;
import dev.assay.testkit.GateProcess;
import dev.assay.testkit.RecordedEvidence;
import dev.assay.testkit.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server and a client that say what they must not: none of it crosses, the session goes on.
 *
 * <p>Source: {@code mcp-gateway.md} W-1 to W-8, S-3, C-1, C-3 to C-5 and section 16 rules 4 and 5.
 */
class HostilePeersIT {
  private static final int MIB = 1 << 20;
  private static final String POLICY =
      """
      version: "2.0"
      name: "hostile"
      tools:
        allow: ["read_file"]
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
  void only_what_a_client_asked_for_reaches_it() throws Exception {
    String log1 =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"one\"}}";
    String roots = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"roots/list\"}";
    String log2 =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"two\"}}";
    ByteArrayOutputStream say = new ByteArrayOutputStream();
    line(say, log1);
    line(say, "{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":{}}");
    line(
        say,
        "{\"jsonrpc\":\"2.0\",\"id\":\"init\",\"result\":{\"protocolVersion\":\"2025-11-25\"}}");
    line(say, "{\"jsonrpc\":\"2.0\",\"id\":998,\"error\":{\"code\":1,\"message\":\"m\"}}");
    line(
        say,
        "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\"batch\"}}]");
    line(say, "{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"method\":\"notifications/message\"}");
    line(say, "\ufeff" + log1);
    line(
        say,
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"nobody\",\"progress\":1}}");
    line(say, "Listening on port 8080");
    say.write(new byte[] {'{', '"', (byte) 0xff, '"', '}', '\n'});
    line(say, roots);
    say.writeBytes(filled(17 * MIB));
    line(say, "");
    line(say, log2);
    Path lines = Files.write(work.resolve("say.txt"), say.toByteArray());

    try (GateProcess gate = gate("--say", lines.toString())) {
      gate.initialize();
      gate.call("last", "/tmp/x");
      List<String> seen = new ArrayList<>();
      for (String one = gate.line(); !one.contains("\"last\""); one = gate.line()) {
        seen.add(one);
      }
      assertThat(seen).containsExactly(log1, roots, log2);
      gate.closeInput();
      assertThat(gate.exit()).isZero();
    }
  }

  @Test
  void refused_lines_leave_no_byte_at_the_server_and_the_session_goes_on() throws Exception {
    try (GateProcess gate = gate()) {
      gate.initialize();
      long before = Files.size(log);
      gate.send("[" + GateProcess.callOf("batched", "read_file", "/tmp/x") + "]");
      gate.send(" \t[]");
      gate.send("\ufeff" + GateProcess.callOf("bom", "read_file", "/tmp/x"));
      gate.send(
          GateProcess.callOf("dup", "read_file", "/tmp/x")
              .replace("{\"name\"", "{\"name\":\"a\",\"name\""));
      gate.send(
          GateProcess.callOf("case", "read_file", "/tmp/x").replace("\"method\"", "\"Method\""));
      gate.send(GateProcess.callOf("null", "read_file", "/tmp/x").replace("\"null\"", "null"));
      gate.send(GateProcess.callOf("half", "read_file", "/tmp/x").replace("\"half\"", "1.5"));
      gate.send("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"smuggled\":true}}");
      gate.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"exec\",\"arguments\":{}}}");
      gate.send(GateProcess.callOf("unknown", "exec", "/tmp/x"));
      gate.send("no json at all");
      gate.sendBytes(filled(5 * MIB));
      gate.send("");
      gate.sendBytes(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', '}', '\n'});
      gate.call("good", "/tmp/x");
      Json.Obj good = gate.reply("good");
      assertThat(good.get("result")).isNotNull();
      gate.closeInput();
      assertThat(gate.exit()).isZero();

      byte[] received = Files.readAllBytes(log);
      String after =
          new String(
              Arrays.copyOfRange(received, (int) before, received.length), StandardCharsets.UTF_8);
      assertThat(after.lines().filter(l -> !l.contains("notifications/initialized")))
          .containsExactly(GateProcess.callOf("good", "read_file", "/tmp/x"));
    }
    RecordedEvidence evidence = RecordedEvidence.below(GateProcess.state(work));
    assertThat(evidence.allows()).hasSize(1);
    assertThat(evidence.dataOf("assay.message.refused")).hasSizeGreaterThanOrEqualTo(10);
    evidence.verifyAll();
  }

  @Test
  void every_refused_request_with_a_readable_id_is_answered_with_it() throws Exception {
    try (GateProcess gate = gate("--silent-calls")) {
      gate.initialize();
      gate.call("open", "/tmp/x");
      gate.call("open", "/tmp/x");
      assertThat(error(gate.reply("open"))).isEqualTo(Json.Num.of(-32600));
      gate.send("{\"jsonrpc\":\"1.0\",\"id\":\"version\",\"method\":\"ping\"}");
      assertThat(error(gate.reply("version"))).isEqualTo(Json.Num.of(-32600));
      gate.send("{\"jsonrpc\":\"2.0\",\"id\":\"extra\",\"method\":\"ping\",\"more\":1}");
      assertThat(error(gate.reply("extra"))).isEqualTo(Json.Num.of(-32600));
      gate.send("{broken");
      Json.Obj unreadable = (Json.Obj) Vectors.parse(gate.line());
      assertThat(error(unreadable)).isEqualTo(Json.Num.of(-32700));
      assertThat(unreadable.get("id")).as("no id member").isNull();
    }
  }

  private GateProcess gate(String... serverOptions) throws IOException {
    return GateProcess.start(
        work, AssayProcess.wrap(policy, List.of(), FakeServerOptions.server(log, serverOptions)));
  }

  private static Json error(Json.Obj answer) {
    return ((Json.Obj) answer.get("error")).get("code");
  }

  private static void line(ByteArrayOutputStream to, String text) {
    to.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }
}
