package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.AnswerIdProbe;
import dev.assay.core.mcp.MessageId;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of the server's requests and of the agent's are not the same, though they look alike. */
class ForeignIdTest {
  private static final Json.Obj POLICY =
      (Json.Obj)
          Vectors.parse(
              "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"read\"]},"
                  + "\"enforcement\":{\"unconstrained_tools\":\"allow\"}}");
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}";
  private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[]}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"sampling/createMessage\",\"params\":{\"Temperature\":1}}",
        "{\"method\":\"a\",\"method\":\"b\",\"jsonrpc\":\"2.0\",\"id\":7}",
        "{\"jsonrpc\":\"2.0\",\"method\":[],\"id\":7}",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"x\",\"params\":[1]}"
      })
  void an_unreadable_request_of_the_server_is_refused_and_ends_no_call(String request) {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(CALL);
      assertThat(harness.upstreamReceived()).containsExactly(CALL);
      harness.upstream(request);
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(harness.upstreamReceived())
          .singleElement()
          .asString()
          .contains("\"id\":7", "-32600");
      harness.upstream(ANSWER);
      assertThat(harness.agentReceived()).containsExactly(ANSWER);
      assertThat(harness.outcomes(1)).containsExactly("reported_success");
      assertThat(harness.evidence.data("assay.message.refused")).hasSize(1);
    }
  }

  @Test
  void a_request_that_is_too_long_ends_no_call_either() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(CALL);
      assertThat(harness.upstreamReceived()).containsExactly(CALL);
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"id\":7,\"params\":{\"x\":\""
              + "a".repeat(17 << 20)
              + "\"},\"method\":\"sampling/createMessage\"}");
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(harness.upstreamReceived())
          .singleElement()
          .asString()
          .contains("\"id\":7", "frame_too_large");
      harness.upstream(ANSWER);
      assertThat(harness.agentReceived()).containsExactly(ANSWER);
      assertThat(harness.outcomes(1)).containsExactly("reported_success");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{},\"Result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{},\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"Error\":{}}"
      })
  void an_unreadable_answer_of_the_agent_is_not_taken_for_its_own_call(String unreadable) {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(CALL);
      assertThat(harness.upstreamReceived()).containsExactly(CALL);
      harness.agent(unreadable);
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.nextForAgent()).contains("-32600").doesNotContain("\"id\"");
      harness.upstream(ANSWER);
      assertThat(harness.agentReceived()).containsExactly(ANSWER);
    }
  }

  @Test
  void an_answer_that_cannot_be_read_still_ends_its_call() {
    for (String broken :
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"method\":1},\"Result\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[]}")) {
      try (StdioHarness harness = new StdioHarness(POLICY)) {
        harness.agent(CALL);
        assertThat(harness.upstreamReceived()).hasSize(1);
        harness.upstream(broken);
        assertThat(harness.nextForAgent()).contains("50202", "\"id\":7");
        assertThat(harness.upstreamReceived()).isEmpty();
        assertThat(harness.outcomes(1)).containsExactly("unreadable_answer");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":7,\"method\":\"x\",",
        "{\"method\":null,\"id\":7}",
        "{\"id\":7,\"m\\u0065thod\":\"x\"}",
        "{\"id\":7,\"Method\":\"x\"}"
      })
  void a_frame_with_a_method_is_no_answer(String frame) {
    assertThat(probed(frame)).isEmpty();
  }

  @Test
  void a_frame_without_a_method_of_its_own_may_be_one() {
    assertThat(probed("{\"id\":7,\"result\":{\"method\":\"x\"}}"))
        .contains(new MessageId("7", true));
    assertThat(probed("{\"result\":[\"method\"],\"x\":\"method\",\"id\":\"method\"}"))
        .contains(new MessageId("method", false));
  }

  private static Optional<MessageId> probed(String frame) {
    AnswerIdProbe probe = new AnswerIdProbe();
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      probe.feed(bytes, i, i + 1);
    }
    return probe.id();
  }
}
