package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.gateway.GatewaySettings;
import dev.assay.core.json.Json;
import dev.assay.testkit.Deadline;
import dev.assay.testkit.Pipe;
import dev.assay.testkit.Vectors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@code mcp-gateway.md} sections 3, 4, 6 and 11, each on the real transport. */
class StdioRulesTest {
  private static final Json.Obj POLICY =
      (Json.Obj)
          Vectors.parse(
              "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"ok\",\"read\"],\"deny\":[\"exec\"]},"
                  + "\"schemas\":{\"read\":{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\",\"pattern\":\"^/srv/\"}},\"required\":[\"path\"]}},"
                  + "\"enforcement\":{\"unconstrained_tools\":\"allow\"}}");

  private static String call(String id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
        .formatted(id, tool, arguments);
  }

  private static String answer(String id) {
    return "{\"result\":{},\"jsonrpc\":\"2.0\",\"id\":" + id + "}";
  }

  private static Json.Obj object(String text) {
    return (Json.Obj) Vectors.parse(text);
  }

  private static String reason(String answer) {
    return object(answer)
        .object("error")
        .flatMap(e -> e.object("data"))
        .flatMap(d -> d.string("reason"))
        .orElse("none in " + answer);
  }

  @Test
  void s3_noise_is_dropped_counted_and_shown_five_times() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      IntStream.range(0, 9).forEach(i -> harness.upstream("npm WARN line " + i + " \u001b[31m"));
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(harness.session.counters().noise()).isEqualTo(9);
      assertThat(harness.console)
          .hasSize(5)
          .allMatch(line -> line.contains("\\u{1b}") && !line.contains("\u001b"));
    }
  }

  @Test
  void s10_an_agent_that_does_not_read_stops_neither_its_own_input_nor_the_upstream() {
    Pipe agentPipe = new Pipe();
    try (StdioHarness harness = new StdioHarness(POLICY, false, agentPipe, new Pipe())) {
      agentPipe.hold();
      IntStream.range(0, 50)
          .forEach(i -> harness.upstream("{\"jsonrpc\":\"2.0\",\"method\":\"n/" + i + "\"}"));
      harness.agent(call("1", "exec", "{}")); // its answer must wait
      harness.agent(call("2", "ok", "{}"));
      Deadline.await(
          "the relay goes on",
          () -> {
            harness.transport.relieve();
            return harness.session.counters().requests() == 2;
          });
      assertThat(harness.upstreamReceived()).hasSize(1);
      harness.upstream(answer("2"));
      Deadline.await(
          "the answer was taken in",
          () -> {
            harness.transport.relieve();
            return harness.session.openRequests() == 0;
          });
      agentPipe.release();
      List<String> received = harness.agentReceived();
      assertThat(received).hasSize(52);
      assertThat(received.stream().filter(l -> l.contains("\"n/")).toList())
          .isEqualTo(
              IntStream.range(0, 50)
                  .mapToObj(i -> "{\"jsonrpc\":\"2.0\",\"method\":\"n/" + i + "\"}")
                  .toList());
    }
  }

  @Test
  void s10_an_upstream_that_does_not_read_stops_neither_its_own_output_nor_the_agent() {
    Pipe upstreamPipe = new Pipe();
    try (StdioHarness harness = new StdioHarness(POLICY, false, new Pipe(), upstreamPipe)) {
      upstreamPipe.hold();
      IntStream.range(0, 50)
          .forEach(i -> harness.agent("{\"jsonrpc\":\"2.0\",\"method\":\"n/" + i + "\"}"));
      harness.agent(call("1", "exec", "{}"));
      Deadline.await(
          "the agent is read on",
          () -> {
            harness.transport.relieve();
            return harness.session.counters().denied() == 1;
          });
      harness.upstream("{\"jsonrpc\":\"2.0\",\"method\":\"m/1\"}");
      assertThat(harness.agentReceived()).hasSize(2);
      upstreamPipe.release();
      assertThat(harness.upstreamReceived()).hasSize(50);
    }
  }

  @Test
  void c1_a_request_id_in_flight_is_refused_until_it_is_answered() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("0", "ok", "{}"));
      harness.agent(call("0", "ok", "{}"));
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"ping\"}");
      assertThat(harness.upstreamReceived()).hasSize(1);
      assertThat(harness.agentReceived())
          .hasSize(2)
          .allMatch(a -> reason(a).equals("duplicate_request_id"));
      harness.upstream(answer("0"));
      assertThat(harness.agentReceived()).containsExactly(answer("0"));
      harness.agent(call("0", "ok", "{}"));
      assertThat(harness.upstreamReceived()).hasSize(1);
    }
  }

  @Test
  void c3_answers_that_nobody_waits_for_are_dropped_and_recorded() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.upstream(answer("77"));
      harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":78,\"error\":{\"code\":1,\"message\":\"x\"}}");
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(harness.evidence.data("assay.message.refused"))
          .hasSize(2)
          .allMatch(d -> d.string("reason").orElseThrow().equals("orphan_response"))
          .allMatch(d -> d.string("direction").orElseThrow().equals("upstream_to_agent"));
    }
  }

  @Test
  void c4_an_answer_the_upstream_did_not_ask_for_never_reaches_it() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"id\":\"srv-1\",\"result\":{\"method\":\"tools/call\"}}");
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived()).isEmpty();
      harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":\"srv-1\",\"method\":\"roots/list\"}");
      harness.agentReceived();
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":\"srv-1\",\"result\":{\"roots\":[]}}");
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":\"srv-1\",\"result\":{\"roots\":[]}}");
      assertThat(harness.upstreamReceived()).hasSize(1);
    }
  }

  @Test
  void c5_progress_passes_only_for_the_token_of_an_open_request() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      String progress =
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":%s,\"progress\":1}}";
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"ok\",\"_meta\":{\"progressToken\":\"t\"}}}");
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/read\",\"params\":{\"uri\":\"x\",\"_meta\":{\"progressToken\":5}}}");
      harness.upstreamReceived();
      harness.upstream(progress.formatted("\"t\""));
      harness.upstream(progress.formatted("5"));
      harness.upstream(progress.formatted("\"5\""));
      harness.upstream(answer("1"));
      harness.upstream(progress.formatted("\"t\""));
      assertThat(harness.agentReceived())
          .containsExactly(progress.formatted("\"t\""), progress.formatted("5"), answer("1"));
    }
  }

  @Test
  void c6_only_own_open_requests_are_cancelled_once_and_late_answers_are_dropped() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      String cancel =
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%s}}";
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{}}");
      harness.agent(call("1", "ok", "{}"));
      harness.upstreamReceived();
      harness.agent(cancel.formatted("0"));
      harness.agent(cancel.formatted("9"));
      harness.agent(cancel.formatted("\"1\""));
      harness.agent(cancel.formatted("1"));
      harness.agent(cancel.formatted("1"));
      assertThat(harness.upstreamReceived()).containsExactly(cancel.formatted("1"));
      harness.upstream(answer("1"));
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(harness.evidence.data("assay.tool.outcome"))
          .singleElement()
          .matches(d -> d.string("outcome").orElseThrow().equals("cancelled"));
    }
  }

  @Test
  void c6_the_id_of_a_cancelled_call_is_not_free_before_its_late_answer_came() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("1", "ok", "{}"));
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
      harness.agent(call("1", "ok", "{\"other\":1}"));
      assertThat(reason(harness.nextForAgent())).isEqualTo("duplicate_request_id");
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
      assertThat(reason(harness.nextForAgent())).isEqualTo("duplicate_request_id");
      harness.upstream(answer("1"));
      assertThat(harness.agentReceived()).isEmpty();
      harness.agent(call("1", "ok", "{}"));
      harness.upstreamReceived();
      harness.upstream(answer("1"));
      assertThat(harness.agentReceived()).containsExactly(answer("1"));
    }
  }

  @Test
  void d2_a_denied_result_keeps_to_the_tools_output_schema_and_to_the_revision() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
      harness.upstreamReceived();
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"exec\",\"inputSchema\":{},\"outputSchema\":{\"type\":\"object\"}}]}}");
      harness.agentReceived();
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"exec\",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}");
      Json.Obj result = object(harness.nextForAgent()).object("result").orElseThrow();
      assertThat(result.get("structuredContent")).isNull();
      assertThat(result.get("isError")).isEqualTo(Json.Bool.TRUE);
      assertThat(result.string("resultType")).contains("complete");
      Json.Obj meta = result.object("_meta").orElseThrow();
      assertThat(meta.object("io.modelcontextprotocol/serverInfo")).isPresent();
      Json.Obj decision = meta.object("dev.assay/decision").orElseThrow();
      assertThat(decision.string("code")).contains("E_TOOL_DENIED");
      assertThat(decision.string("reason")).contains("tool_denied");
      assertThat(decision.integer("number")).contains(40301L);
      Json.Obj recorded = harness.evidence.data("assay.tool.decision").getFirst();
      assertThat(decision.get("decision_id")).isEqualTo(recorded.get("decision_id"));
    }
  }

  @Test
  void d2_the_text_says_what_would_be_accepted_and_never_the_value() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("1", "read", "{\"path\":\"/etc/secret-value\"}"));
      String answer = harness.nextForAgent();
      assertThat(answer)
          .contains("path_constraint_violation", "/path", "^/srv/")
          .doesNotContain("secret-value");
      assertThat(harness.evidence.events().toString()).doesNotContain("secret-value");
    }
  }

  @Test
  void d7_a_decision_that_cannot_be_recorded_denies_and_forwards_nothing() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.evidence.failing = true;
      harness.agent(call("1", "ok", "{}"));
      assertThat(harness.upstreamReceived()).isEmpty();
      String answer = harness.agentReceived().getFirst();
      assertThat(answer).contains("evidence_unavailable", "40303", "E_RECORD_FAILED");
      harness.evidence.failing = false;
      harness.agent(call("2", "ok", "{}"));
      assertThat(harness.upstreamReceived()).hasSize(1);
      assertThat(harness.evidence.data("assay.evidence.gap")).hasSize(1);
    }
  }

  @Test
  void best_effort_evidence_forwards_and_counts_the_gap() {
    Json.Obj policy =
        (Json.Obj)
            Vectors.parse(
                "{\"version\":\"2.0\",\"evidence\":\"best_effort\",\"tools\":{\"allow\":[\"ok\"]}}");
    try (StdioHarness harness = new StdioHarness(policy)) {
      harness.evidence.failing = true;
      harness.agent(call("1", "ok", "{}"));
      assertThat(harness.upstreamReceived()).hasSize(1);
      harness.evidence.failing = false;
      harness.agent(call("2", "ok", "{}"));
      harness.upstreamReceived();
      assertThat(harness.evidence.data("assay.evidence.gap")).hasSize(1);
    }
  }

  @Test
  void w8_an_upstream_answer_over_the_limit_ends_its_call_and_nothing_else() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("1", "ok", "{}"));
      harness.agent(call("2", "ok", "{}"));
      harness.upstreamReceived();
      String filling = "x".repeat(GatewaySettings.MAX_UPSTREAM_FRAME_BYTES);
      harness.upstream(
          "{\"result\":{\"content\":\"" + filling + "\"},\"jsonrpc\":\"2.0\",\"id\":1}");
      harness.upstream(answer("2"));
      List<String> received = harness.agentReceived();
      assertThat(received).hasSize(2);
      assertThat(received.getFirst()).contains("\"id\":1", "50202");
      assertThat(received.getLast()).isEqualTo(answer("2"));
    }
  }

  @Test
  void s5_a_session_that_ends_takes_no_further_requests() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("1", "ok", "{}"));
      assertThat(harness.upstreamReceived()).hasSize(1);
      harness.session.close();
      harness.agent(call("2", "ok", "{}"));
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}");
      harness.agent(call("4", "ok", "{}").replace("\"id\":4,", ""));
      harness.upstream(answer("1"));
      assertThat(harness.upstreamReceived()).isEmpty();
      List<String> received = harness.agentReceived();
      assertThat(received).hasSize(3).contains(answer("1"));
      assertThat(received.stream().filter(a -> reason(a).equals("session_ending"))).hasSize(2);
      assertThat(harness.evidence.data("assay.message.refused"))
          .as("two requests and a call without id are refused on record")
          .hasSize(3)
          .allSatisfy(d -> assertThat(d.string("reason")).contains("session_ending"))
          .allSatisfy(d -> assertThat(d.string("digest")).isPresent());
      assertThat(harness.evidence.data("assay.tool.decision")).hasSize(1);
    }
  }

  @Test
  void s6_calls_that_are_open_when_the_upstream_ends_are_answered_and_recorded()
      throws InterruptedException {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("1", "ok", "{}"));
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}");
      harness.upstreamReceived();
      harness.transport.finish(true);
      List<String> received = List.of(harness.nextForAgent(), harness.nextForAgent());
      assertThat(received)
          .allMatch(a -> a.contains("50201") && reason(a).equals("upstream_exited"));
      harness.transport.relieve(); // outcomes wait for the next event or for this
      assertThat(harness.evidence.data("assay.tool.outcome"))
          .singleElement()
          .matches(d -> d.string("outcome").orElseThrow().equals("upstream_exited"));
    }
  }

  @Test
  void frames_whose_tree_would_not_fit_into_memory_are_refused_and_the_session_goes_on() {
    String many = "{\"\":0},".repeat(99_000) + "0";
    String arguments = "{\"x\":[" + ("[" + many + "],").repeat(3) + "0]}";
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("1", "ok", arguments));
      assertThat(reason(harness.nextForAgent())).isEqualTo("too_complex");
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
              + arguments
              + "}");
      assertThat(harness.agentReceived()).isEmpty();
      harness.agent(call("2", "ok", "{}"));
      assertThat(harness.upstreamReceived()).containsExactly(call("2", "ok", "{}"));
    }
  }

  @Test
  void listings_that_overlap_or_are_refused_leave_every_tool_bound() {
    String list = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"tools/list\"}";
    String page =
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"tools\":[{\"name\":\"ok\",\"inputSchema\":{}}]}}";
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(list.formatted("1"));
      harness.agent(list.formatted("2"));
      harness.agent(list.formatted("2"));
      assertThat(reason(harness.nextForAgent())).isEqualTo("duplicate_request_id");
      harness.upstream(page.formatted("1"));
      harness.upstream(page.formatted("2"));
      harness.agentReceived();
      harness.agent(call("3", "ok", "{}"));
      harness.upstreamReceived();
      assertThat(harness.evidence.data("assay.tool.decision").getFirst())
          .matches(data -> data.string("tool_definition_digest").isPresent());
      assertThat(harness.evidence.data("assay.tool.definitions")).hasSize(2);
    }
  }

  @Test
  void s5_closing_the_input_of_an_upstream_that_does_not_read_does_not_wait_for_it() {
    Pipe upstreamPipe = new Pipe();
    try (StdioHarness harness = new StdioHarness(POLICY, false, new Pipe(), upstreamPipe)) {
      upstreamPipe.hold();
      harness.agent(call("1", "ok", "{}"));
      Deadline.await("the call is on its way", () -> harness.session.openRequests() == 1);
      Thread closing = Thread.ofPlatform().daemon().start(harness.transport::closeUpstreamInput);
      Deadline.await("the input is closed", () -> !closing.isAlive());
      upstreamPipe.release();
    }
  }

  @Test
  void s5_the_last_answers_do_not_wait_for_an_agent_that_does_not_read() {
    Pipe agentPipe = new Pipe();
    try (StdioHarness harness = new StdioHarness(POLICY, false, agentPipe, new Pipe())) {
      harness.agent(call("1", "ok", "{}"));
      Deadline.await("the call is open", () -> harness.session.openRequests() == 1);
      agentPipe.hold();
      Thread finishing = Thread.ofPlatform().daemon().start(() -> finish(harness));
      Deadline.await("the session is over", () -> !finishing.isAlive());
      assertThat(harness.session.openRequests()).isZero();
      agentPipe.release();
    }
  }

  private static void finish(StdioHarness harness) {
    try {
      harness.transport.finish(false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"Method\":\"tools/call\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"PARAMS\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"ok\",\"Name\":\"exec\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"ok\",\"argument\u017f\":{}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{\"to\u212aen\":1,\"\uff4eame\":2}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{\"_meta\":{\"ProgressToken\":1}}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"extra\":1}",
        "{\"jsonrpc\":\"2.0\",\r\"id\":1,\"method\":\"ping\"}",
        "\r{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"
      })
  void w4_disguised_or_foreign_members_and_inner_line_ends_are_refused(String line) {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(line);
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived())
          .singleElement()
          .matches(a -> reason(a).equals("invalid_request"), "refused");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tools/Call",
        " tools/call",
        "tools/call\\u0000",
        "\uff54ools/call",
        "tools\u200b/call",
        "tool\u017f/call"
      })
  void methods_that_only_look_governed_are_refused(String method) {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
              + method
              + "\",\"params\":{\"name\":\"exec\"}}");
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived())
          .singleElement()
          .matches(a -> reason(a).equals("method_lookalike"), "refused");
    }
  }

  @Test
  void w5_unknown_members_of_the_upstream_are_stripped_and_counted() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("1", "ok", "{}"));
      harness.upstreamReceived();
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"extra\":{},\"result\":{\"n\":1.50,\"b\":2}}");
      assertThat(harness.agentReceived())
          .containsExactly("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"n\":1.50,\"b\":2}}");
      assertThat(harness.session.counters().strippedMembers()).isEqualTo(1);
    }
  }

  @Test
  void too_many_open_requests_are_refused() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      IntStream.range(0, 1_030)
          .forEach(
              i -> harness.agent("{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"ping\"}"));
      assertThat(harness.upstreamReceived()).hasSize(1_024);
      assertThat(harness.agentReceived())
          .hasSize(6)
          .allMatch(a -> reason(a).equals("too_many_pending"));
    }
  }
}
