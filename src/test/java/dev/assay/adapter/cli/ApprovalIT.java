package dev.assay.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.AssayProcess;
import dev.assay.testkit.CommandRun;
import dev.assay.testkit.GateProcess;
import dev.assay.testkit.ListingServer;
import dev.assay.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person approves a call: {@code mcp wrap} and {@code approval} as processes. */
class ApprovalIT {
  @TempDir private Path work;
  private Path policy;
  private Path script;

  @BeforeEach
  void files() throws IOException {
    script = work.resolve("server.json");
    policy = work.resolve("policy.yaml");
    Files.writeString(script, "{\"pages\":[[{\"name\":\"write\"}]]}");
    Files.writeString(
        policy,
        """
        version: "2.0"
        tools: { allow: [write], approval_required: [write] }
        enforcement: { unconstrained_tools: allow }
        approvals: { approvers: [{ id: dana, public_key: dana/public_key.pem }] }
        """);
    CliRun.of("mcp", "tool", "keygen", "--out", work.resolve("dana")).endsWith(0);
    CliRun.of("mcp", "tool", "keygen", "--out", work.resolve("eve")).endsWith(0);
  }

  private CommandRun approval(int code, String... words) {
    List<String> all = new ArrayList<>(List.of("approval"));
    all.addAll(List.of(words));
    return CommandRun.assay(
            Map.of("ASSAY_STATE_DIR", GateProcess.state(work).toString()),
            all.toArray(new String[0]))
        .endsWith(code);
  }

  private void sign(String id, String who, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "sign",
                id,
                "--approver",
                "dana",
                "--key",
                work.resolve(who).resolve("private_key.pem").toString()));
    words.addAll(List.of(more));
    approval(0, words.toArray(new String[0]));
  }

  /** A session of calls with these paths; gives what the gate said of each, or allowed. */
  private List<String> session(String... paths) throws Exception {
    List<String> server = ListingServer.server(script);
    try (GateProcess gate = GateProcess.start(work, AssayProcess.wrap(policy, List.of(), server))) {
      gate.initialize();
      List<String> outcomes = new ArrayList<>();
      for (int i = 0; i < paths.length; i++) {
        gate.send(GateProcess.callOf("c" + i, "write", paths[i]));
        Json.Obj result = gate.reply("c" + i).object("result").orElseThrow();
        outcomes.add(
            result
                .object("structuredContent")
                .flatMap(contract -> contract.string("reason"))
                .orElse("allowed"));
      }
      gate.closeInput();
      assertThat(gate.exit()).as(gate.said()).isZero();
      return outcomes;
    }
  }

  private String waiting() {
    Json.Obj list = (Json.Obj) Vectors.parse(approval(0, "list", "--json").out());
    return Vectors.objects(list.get("requests")).getFirst().string("request_id").orElseThrow();
  }

  @Test
  void an_approved_call_passes_once_and_no_other_does() throws Exception {
    assertThat(session("/a")).containsExactly("missing approval");
    String id = waiting();
    assertThat(approval(0, "show", id).out()).contains("write").contains("waiting");
    assertThat(
            approval(
                    1,
                    "sign",
                    id,
                    "--approver",
                    "dana",
                    "--key",
                    work.resolve("dana/private_key.pem").toString(),
                    "--args",
                    "{\"path\":\"/b\"}")
                .err())
        .contains("other arguments");
    assertThat(
            approval(
                    2,
                    "sign",
                    id,
                    "--approver",
                    "dana",
                    "--key",
                    work.resolve("dana/private_key.pem").toString(),
                    "--args",
                    "{\"amount\":9007199254740993}")
                .err())
        .contains("more digits than an approval can be bound to");
    sign(id, "eve");
    assertThat(session("/a")).containsExactly("approval signature invalid");
    sign(id, "dana", "--args", "{\"path\":\"/a\"}");
    assertThat(session("/b", "/a", "/a"))
        .containsExactly("missing approval", "allowed", "approval already used");
    assertThat(session("/a")).containsExactly("approval already used");
  }

  @Test
  void a_refused_call_stays_refused_until_somebody_signs_it() throws Exception {
    assertThat(session("/a")).containsExactly("missing approval");
    String id = waiting();
    approval(0, "deny", id);
    assertThat(approval(0, "list").out()).contains("no call waits");
    assertThat(session("/a")).containsExactly("approval refused");
    sign(id, "dana");
    approval(0, "deny", id);
    assertThat(session("/a")).containsExactly("approval refused");
    sign(id, "dana");
    assertThat(session("/a")).containsExactly("allowed");
  }

  @Test
  void the_agents_user_approves_a_call_while_it_is_held() throws Exception {
    Files.writeString(
        policy,
        """
        version: "2.0"
        tools: { allow: [write], approval_required: [write] }
        enforcement: { unconstrained_tools: allow }
        approvals: { via: [elicitation] }
        """);
    List<String> server = ListingServer.server(script);
    try (GateProcess gate = GateProcess.start(work, AssayProcess.wrap(policy, List.of(), server))) {
      gate.send(
          "{\"jsonrpc\":\"2.0\",\"id\":\"init\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
              + "\"2025-11-25\",\"capabilities\":{\"elicitation\":{}},"
              + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}");
      gate.reply("init");
      assertThat(asked(gate, "c1", "accept").object("result").orElseThrow().get("isError"))
          .isNull();
      assertThat(JsonText.compact(asked(gate, "c2", "decline")))
          .contains("the agent's user declined");
      gate.closeInput();
      assertThat(gate.exit()).as(gate.said()).isZero();
    }
  }

  /** Calls, answers the question that comes back, and gives the answer to the call. */
  private static Json.Obj asked(GateProcess gate, String id, String action) throws Exception {
    gate.send(GateProcess.callOf(id, "write", "/a"));
    Json.Obj question = (Json.Obj) Vectors.parse(gate.line());
    assertThat(question.string("method")).hasValue("elicitation/create");
    gate.send(
        "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"result\":{\"action\":\"%s\",\"content\":{\"approve\":true}}}"
            .formatted(question.string("id").orElseThrow(), action));
    return gate.reply(id);
  }

  @Test
  void a_held_call_goes_on_when_it_is_signed() throws Exception {
    Files.writeString(
        policy, Files.readString(policy).replace("approvals: {", "approvals: { wait: 30s,"));
    List<String> server = ListingServer.server(script);
    try (GateProcess gate = GateProcess.start(work, AssayProcess.wrap(policy, List.of(), server))) {
      gate.initialize();
      gate.send(GateProcess.callOf("c1", "write", "/a"));
      gate.send("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}");
      gate.reply("p"); // the call before it is held by now
      sign(waiting(), "dana");
      assertThat(gate.reply("c1").object("result").orElseThrow().get("isError")).isNull();
      gate.closeInput();
      assertThat(gate.exit()).as(gate.said()).isZero();
    }
  }

  @Test
  void nothing_starts_when_the_key_of_an_approver_cannot_be_read() throws Exception {
    Files.delete(work.resolve("dana/public_key.pem"));
    List<String> server = ListingServer.server(script);
    try (GateProcess gate = GateProcess.start(work, AssayProcess.wrap(policy, List.of(), server))) {
      assertThat(gate.exit()).isEqualTo(2);
      assertThat(gate.said()).contains("policy.yaml:4:").contains("`dana`: does not exist");
    }
  }

  @Test
  void the_launcher_brings_what_reads_keys() {
    CommandRun run =
        CommandRun.assay(
            Map.of("ASSAY_STATE_DIR", GateProcess.state(work).toString()),
            "mcp",
            "wrap",
            "--policy",
            policy.toString(),
            "--",
            "true");
    assertThat(run.err()).doesNotContain("NoClassDefFoundError").contains("policy (unnamed)");
  }
}
