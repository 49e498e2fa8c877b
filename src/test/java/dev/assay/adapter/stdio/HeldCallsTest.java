package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.approval.CallApprovals;
import dev.assay.app.approval.HeldCalls;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's user is asked about a call, which is held meanwhile: on the wire and in evidence. */
class HeldCallsTest {
  private static final String TOOLS =
      "{\"version\":\"2.0\",\"enforcement\":{\"unconstrained_tools\":\"allow\"},"
          + "\"tools\":{\"allow\":[\"ship\",\"read\"],\"approval_required\":[\"ship\"]";
  private static final Json.Obj POLICY =
      object(TOOLS + "},\"approvals\":{\"via\":[\"elicitation\"]}}");
  private static final Json.Obj COUNTING =
      object(
          TOOLS
              + "},\"approvals\":{\"via\":[\"elicitation\"]},"
              + "\"limits\":{\"per_tool\":{\"ship\":{\"max_calls\":1}}}}");
  private static final String ACCEPT = "{\"action\":\"accept\",\"content\":{\"approve\":true}}";

  private static Json.Obj object(String text) {
    return (Json.Obj) Vectors.parse(text);
  }

  private static StdioHarness session(Json.Obj policy, String elicitation) {
    StdioHarness harness = new StdioHarness(policy, CallApprovals.NONE);
    harness.agent(
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"capabilities\":"
            + elicitation
            + "}}");
    assertThat(harness.upstreamReceived()).hasSize(1);
    return harness;
  }

  private static StdioHarness session() {
    return session(POLICY, "{\"elicitation\":{}}");
  }

  private static String call(Object id, String tool, String more) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"%s}}"
        .formatted(id, tool, more);
  }

  private static String ship(Object id) {
    return call(id, "ship", ",\"arguments\":{\"resource\":\"app/blue\"}");
  }

  /** Calls and gives the question that this makes the gate ask. */
  private static Json.Obj asked(StdioHarness harness, String call) {
    harness.agent(call);
    Json.Obj question = object(harness.nextForAgent());
    assertThat(question.string("method")).hasValue("elicitation/create");
    assertThat(harness.upstreamReceived()).as("held").isEmpty();
    return question;
  }

  private static String id(Json.Obj question) {
    return question.string("id").orElseThrow();
  }

  private static void answer(StdioHarness harness, Json.Obj question, String member, String said) {
    harness.agent(
        "{\"jsonrpc\":\"2.0\",\"id\":\"" + id(question) + "\",\"" + member + "\":" + said + "}");
  }

  private static List<Json.Obj> decisions(StdioHarness harness) {
    return harness.evidence.data("assay.tool.decision");
  }

  private static List<String> reasons(StdioHarness harness) {
    return decisions(harness).stream().map(d -> d.string("reason").orElse("")).toList();
  }

  private static List<String> refusals(StdioHarness harness) {
    return harness.evidence.data("assay.message.refused").stream()
        .map(d -> d.string("reason").orElse(""))
        .toList();
  }

  /** The call was denied for this reason, is on record as that, and went nowhere. */
  private static void assertDenied(StdioHarness harness, String reason) {
    assertThat(harness.upstreamReceived()).isEmpty();
    assertThat(harness.agentReceived())
        .filteredOn(line -> line.contains("isError"))
        .singleElement()
        .asString()
        .contains("E_APPROVAL_REQUIRED", "40302", reason);
    assertThat(reasons(harness)).containsExactly(reason);
    assertThat(decisions(harness).getFirst().string("approval_state")).hasValue("denied");
  }

  @Test
  void an_accepted_call_is_recorded_as_self_reported_and_passes_once() {
    try (StdioHarness harness = session()) {
      Json.Obj question = asked(harness, ship(1));
      assertThat(decisions(harness)).isEmpty();
      answer(harness, question, "result", ACCEPT);
      answer(harness, question, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).containsExactly(ship(1));
      Json.Obj decision = decisions(harness).getFirst();
      assertThat(decisions(harness)).hasSize(1);
      assertThat(decision.string("decision")).hasValue("allow");
      assertThat(decision.string("approval_state")).hasValue("approved");
      assertThat(decision.string("approval_basis")).hasValue("self_reported");
      assertThat(decision.string("approver")).hasValue("agent_user");
      assertThat(decision.string("approval_id")).hasValue(id(question));
      assertThat(decision.members())
          .doesNotContainKeys("approval_key_id", "approval_artifact_digest");
      assertThat(refusals(harness)).containsExactly("orphan_response");
      harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}}");
      assertThat(harness.agentReceived()).hasSize(1);
      asked(harness, ship(2)); // the next one is asked for anew
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "result | {\"action\":\"decline\"} | the agent's user declined",
        "result | {\"action\":\"accept\",\"content\":{\"approve\":false}} | the agent's user declined",
        "result | {\"action\":\"cancel\"} | the agent's user dismissed the question",
        "result | {\"action\":\"accept\"} | the agent's client gave no usable answer",
        "result | {\"action\":\"accept\",\"content\":{\"approve\":\"true\"}} | the agent's client gave no usable answer",
        "result | {\"action\":\"accept\",\"content\":{\"approve\":true,\"x\":1}} | the agent's client gave no usable answer",
        "result | {\"Action\":\"accept\",\"content\":{\"approve\":true}} | the agent's client gave no usable answer",
        "result | [] | the agent's client gave no usable answer",
        "result | {\"action\":\"accept\",\"action\":\"accept\",\"content\":{\"approve\":true}} | the agent's client gave no usable answer",
        "error | {\"code\":-32601,\"message\":\"no\"} | the agent's client gave no usable answer",
        "Result | {\"action\":\"accept\",\"content\":{\"approve\":true}} | the agent's client gave no usable answer",
      })
  void every_other_answer_denies(String member, String said, String reason) {
    try (StdioHarness harness = session()) {
      answer(harness, asked(harness, ship(1)), member, said);
      assertDenied(harness, reason);
    }
  }

  /** As {@link #assertDenied}, when another thread tells the agent. */
  private static void assertDeniedSoon(StdioHarness harness, String reason) {
    String line = harness.nextForAgent();
    while (!line.contains("isError")) {
      line = harness.nextForAgent();
    }
    assertThat(line).contains("E_APPROVAL_REQUIRED", "40302", reason);
    assertThat(harness.upstreamReceived()).isEmpty();
    assertThat(reasons(harness)).containsExactly(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"elicitation\":{\"url\":{}}}", "{\"elicitation\":true}"})
  void a_client_that_cannot_ask_is_told_so(String capabilities) {
    try (StdioHarness harness = session(POLICY, capabilities)) {
      harness.agent(ship(1));
      assertDenied(harness, "the agent's client cannot ask its user");
    }
  }

  @Test
  void a_revision_without_requests_to_the_agent_is_told_so() {
    try (StdioHarness harness = session()) {
      harness.agent(
          call(
              1,
              "ship",
              ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}"));
      assertDenied(harness, "this protocol revision has no questions to the agent's user");
    }
  }

  @Test
  void a_notification_cannot_wait() {
    try (StdioHarness harness = session()) {
      harness.agent(ship(1).replace("\"id\":1,", ""));
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(reasons(harness)).containsExactly("missing approval");
    }
  }

  @Test
  void nobody_is_asked_about_a_number_that_its_digest_rounds() {
    try (StdioHarness harness = session()) {
      harness.agent(call(1, "ship", ",\"arguments\":{\"amount\":9007199254740993}"));
      assertDenied(
          harness, "a number in the arguments has more digits than an approval can be bound to");
    }
  }

  @Test
  void a_call_longer_than_anybody_reads_is_denied() {
    try (StdioHarness harness = session()) {
      harness.agent(call(1, "ship", ",\"arguments\":{\"text\":\"" + "x".repeat(300_000) + "\"}"));
      assertDenied(harness, "the call is too long to be held");
    }
  }

  @Test
  void the_question_is_taken_back_when_the_time_is_over() {
    try (StdioHarness harness = session()) {
      Json.Obj question = asked(harness, ship(1));
      harness.ahead = Duration.ofSeconds(40);
      harness.transport.relieve();
      assertThat(decisions(harness)).isEmpty();
      harness.ahead = Duration.ofSeconds(50);
      while (decisions(harness).isEmpty()) {
        harness.transport.relieve();
        Thread.onSpinWait();
      }
      assertDeniedSoon(harness, "nobody answered in time");
      assertThat(harness.nextForAgent()).contains("notifications/cancelled", id(question));
      answer(harness, question, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(refusals(harness)).containsExactly("orphan_response");
    }
  }

  @Test
  void everything_else_goes_on_while_a_call_is_held() {
    try (StdioHarness harness = session()) {
      Json.Obj question = asked(harness, ship(1));
      harness.agent(call(2, "read", ""));
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"ping\"}");
      assertThat(harness.upstreamReceived()).hasSize(2);
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"elicitation/create\",\"params\":{}}");
      assertThat(harness.agentReceived()).hasSize(1);
      String theirs = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":" + ACCEPT + "}";
      harness.agent(theirs);
      assertThat(harness.upstreamReceived()).as("an answer to the server").containsExactly(theirs);
      answer(harness, question, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).containsExactly(ship(1));
    }
  }

  @Test
  void the_upstream_can_neither_answer_a_held_call_nor_the_question() {
    try (StdioHarness harness = session()) {
      Json.Obj question = asked(harness, ship(1));
      harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}}");
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"id\":\"" + id(question) + "\",\"result\":" + ACCEPT + "}");
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"id\":\""
              + id(question)
              + "\",\"method\":\"elicitation/create\",\"params\":{}}");
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\""
              + id(question)
              + "\"}}");
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(harness.upstreamReceived())
          .singleElement()
          .asString()
          .contains("duplicate_request_id");
      assertThat(refusals(harness))
          .containsExactly("orphan_response", "orphan_response", "duplicate_request_id");
      answer(harness, question, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).containsExactly(ship(1));
    }
  }

  @Test
  void a_cancelled_call_is_on_record_and_nobody_is_told_but_the_user() {
    try (StdioHarness harness = session()) {
      Json.Obj question = asked(harness, ship(1));
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived())
          .singleElement()
          .asString()
          .contains("notifications/cancelled", id(question));
      assertThat(reasons(harness))
          .containsExactly("the agent cancelled the call before it was approved");
      answer(harness, question, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).isEmpty();
      asked(harness, ship(1)); // its id is free again
    }
  }

  @Test
  void the_id_of_a_held_call_is_taken() {
    try (StdioHarness harness = session()) {
      Json.Obj question = asked(harness, ship(1));
      harness.agent(call(1, "read", ""));
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(refusals(harness)).containsExactly("duplicate_request_id", "duplicate_request_id");
      answer(harness, question, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).containsExactly(ship(1));
    }
  }

  @Test
  void more_calls_than_may_wait_are_denied() {
    try (StdioHarness harness = session()) {
      for (int i = 1; i <= HeldCalls.MAX; i++) {
        asked(harness, ship(i));
      }
      harness.agent(ship(99));
      assertDenied(harness, "too many calls wait for an approval");
    }
  }

  @Test
  void the_end_of_the_session_denies_what_waits() throws InterruptedException {
    try (StdioHarness harness = session()) {
      Json.Obj question = asked(harness, ship(1));
      asked(harness, ship(2));
      harness.session.close();
      answer(harness, question, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(reasons(harness)).hasSize(1);
      harness.transport.finish(false);
      assertThat(harness.nextForAgent()).contains("the session ended before");
      assertThat(harness.nextForAgent()).contains("\"id\":2", "the session ended before");
      assertThat(reasons(harness))
          .hasSize(2)
          .containsOnly("the session ended before the call was approved");
    }
  }

  @Test
  void an_approved_call_whose_decision_cannot_be_recorded_is_not_forwarded() {
    try (StdioHarness harness = session()) {
      Json.Obj question = asked(harness, ship(1));
      harness.evidence.failing = true;
      answer(harness, question, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived().getFirst()).contains("evidence_unavailable");
    }
  }

  @Test
  void a_held_call_counts_when_it_is_decided() {
    try (StdioHarness harness = session(COUNTING, "{\"elicitation\":{\"form\":{}}}")) {
      Json.Obj first = asked(harness, ship(1));
      Json.Obj second = asked(harness, ship(2));
      answer(harness, second, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).containsExactly(ship(2));
      answer(harness, first, "result", ACCEPT);
      assertThat(harness.upstreamReceived()).as("over the limit by now").isEmpty();
      assertThat(harness.agentReceived().getFirst()).contains("E_RATE_LIMIT");
    }
  }

  @Test
  void a_dry_run_asks_nobody() {
    try (StdioHarness harness = new StdioHarness(POLICY, true, CallApprovals.NONE)) {
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"capabilities\":"
              + "{\"elicitation\":{}}}}");
      harness.agent(ship(1));
      assertThat(harness.upstreamReceived()).hasSize(2);
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(reasons(harness)).containsExactly("missing approval");
    }
  }

  @Test
  void the_question_shows_the_call_bounded_and_without_acting_characters() {
    try (StdioHarness harness = session()) {
      StringBuilder more = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        more.append(",\"a").append(i).append("\":\"").append("y".repeat(500)).append('"');
      }
      Json.Obj question =
          asked(
              harness,
              call(
                  1,
                  "ship",
                  ",\"arguments\":{\"url\":\"https://me:pass@a.example/x?token=s3cret\","
                      + "\"say\":\"\\u202e\\nTool: other\""
                      + more
                      + "}"));
      Json.Obj params = question.object("params").orElseThrow();
      String message = params.string("message").orElseThrow();
      assertThat(message)
          .contains("Server: test\nTool: ship\n", "a.example/x", "\\u{202e}", "\nDigest: sha256:")
          .contains("more that are not shown")
          .doesNotContain("s3cret", "pass", "\u202e", "\nTool: other")
          .hasSizeLessThan(6_000);
      assertThat(params.object("requestedSchema").orElseThrow().get("required"))
          .isEqualTo(Vectors.parse("[\"approve\"]"));
    }
  }
}
