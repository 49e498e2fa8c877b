package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The roads besides a request by which a server asks something of the agent: errors, results,
 * notifications about tasks. Source: {@code mcp-gateway.md} section 2, R-4.
 */
class ServerAsksTest {
  private static final String TOOLS =
      "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"read\"]},"
          + "\"enforcement\":{\"unconstrained_tools\":\"allow\"},\"server_requests\":";
  private static final Json.Obj NO_ADDRESSES =
      object(TOOLS + "{\"elicitation_form\":\"allow\",\"elicitation_url\":\"deny\"}}");
  private static final Json.Obj SAFE_ADDRESSES =
      object(
          TOOLS
              + "{\"sampling\":\"deny\",\"elicitation_form\":\"allow\",\"elicitation_url\":\"allow\"}}");

  private static Json.Obj object(String text) {
    return (Json.Obj) Vectors.parse(text);
  }

  private static String line(int id, String member, String value) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"%s\":%s}".formatted(id, member, value);
  }

  private static String call(int id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}"
        .formatted(id);
  }

  private static void initialize(StdioHarness harness) {
    harness.agent(
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"capabilities\":"
            + "{\"elicitation\":{\"form\":{},\"url\":{}}}}}");
    assertThat(harness.upstreamReceived()).hasSize(1);
  }

  private static String elicitation(String url) {
    return "{\"mode\":\"url\",\"elicitationId\":\"e\",\"url\":\"" + url + "\",\"message\":\"go\"}";
  }

  private static String error(String code, String data) {
    return "{\"code\":" + code + ",\"message\":\"needed\",\"data\":" + data + "}";
  }

  /** Calls a tool, lets the server answer, and gives what the agent gets. */
  private static String answered(StdioHarness harness, int id, String member, String value) {
    harness.agent(call(id));
    assertThat(harness.upstreamReceived()).hasSize(1);
    harness.upstream(line(id, member, value));
    return String.join("\n", harness.agentReceived());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-32042", "-32042.0", "-3.2042e4", "-320420E-1", "7", "\"-32042\""})
  void an_error_that_sends_the_person_to_an_address_is_judged_like_the_request(String code) {
    try (StdioHarness harness = new StdioHarness(NO_ADDRESSES)) {
      initialize(harness);
      String data = "{\"elicitations\":[" + elicitation("https://a.example/x") + "]}";
      assertThat(answered(harness, 1, "error", error(code, data)))
          .contains("server_request_denied", "40301", "\"id\":1")
          .doesNotContain("a.example");
      assertThat(harness.outcomes(1)).containsExactly("answer_refused");
      assertThat(harness.evidence.data("assay.message.refused"))
          .extracting(event -> event.string("reason").orElse(""))
          .containsExactly("server_request_denied");
      assertThat(harness.session.openRequests()).isEqualTo(1); // initialize
    }
  }

  @Test
  void errors_with_safe_addresses_pass_and_others_do_not() {
    try (StdioHarness harness = new StdioHarness(SAFE_ADDRESSES)) {
      initialize(harness);
      String safe = elicitation("https://a.example/x");
      String passing = error("-32042", "{\"elicitations\":[" + safe + "," + safe + "]}");
      assertThat(answered(harness, 1, "error", passing)).isEqualTo(line(1, "error", passing));
      String plain = error("-32603", "{\"elicitation\":\"no\"}");
      assertThat(answered(harness, 2, "error", plain)).isEqualTo(line(2, "error", plain));
      List<String> refused =
          List.of(
              "{\"elicitations\":[" + safe + "," + elicitation("http://a.example") + "]}",
              "{\"elicitations\":[" + elicitation("https://u@a.example") + "]}",
              "{\"elicitations\":{}}",
              "{\"elicitations\":[7]}",
              "{\"elicitations\":[{\"mode\":\"form\",\"url\":\"http://a.example\"}]}",
              "{\"elicitations\":[],\"Elicitations\":[]}",
              "{\"elicitations\":[{\"url\":\"https://a.example\",\"Url\":\"http://a.example\"}]}",
              "{}",
              "null");
      int id = 3;
      for (String data : refused) {
        assertThat(answered(harness, id++, "error", error("-32042", data)))
            .as(data)
            .contains("server_request_denied");
      }
      for (String disguised : List.of("Code", "Data", "D\\u0061ta")) {
        String error = "{\"code\":-1,\"message\":\"m\",\"" + disguised + "\":-32042}";
        assertThat(answered(harness, id++, "error", error))
            .as(disguised)
            .contains("server_request_denied");
      }
    }
  }

  @Test
  void an_agent_that_did_not_announce_addresses_gets_no_such_error() {
    try (StdioHarness harness = new StdioHarness(SAFE_ADDRESSES)) {
      String data = "{\"elicitations\":[" + elicitation("https://a.example") + "]}";
      assertThat(answered(harness, 1, "error", error("-32042", data)))
          .contains("server_request_not_announced");
    }
  }

  @Test
  void without_the_section_errors_pass() {
    try (StdioHarness harness =
        new StdioHarness(
            object(
                "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"read\"]},"
                    + "\"enforcement\":{\"unconstrained_tools\":\"allow\"}}"))) {
      String error = error("-32042", "{}");
      assertThat(answered(harness, 1, "error", error)).isEqualTo(line(1, "error", error));
    }
  }

  @Test
  void a_task_that_waits_for_input_is_judged_in_answers_and_in_notifications() {
    try (StdioHarness harness = new StdioHarness(NO_ADDRESSES)) {
      initialize(harness);
      String asks =
          "\"status\":\"input_required\",\"inputRequests\":{\"a\":{\"method\":\"elicitation/create\","
              + "\"params\":"
              + elicitation("https://a.example")
              + "}}";
      assertThat(
              answered(
                  harness,
                  1,
                  "result",
                  "{\"resultType\":\"complete\",\"taskId\":\"t\"," + asks + "}"))
          .contains("server_request_denied");
      assertThat(answered(harness, 2, "result", "{\"task\":{\"taskId\":\"t\"," + asks + "}}"))
          .contains("server_request_denied");
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tasks\",\"params\":{\"taskId\":\"t\","
              + asks
              + "}}");
      String working =
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tasks\",\"params\":{\"taskId\":\"t\"}}";
      harness.upstream(working);
      assertThat(harness.agentReceived()).containsExactly(working);
    }
  }

  @Test
  void an_error_inside_a_failed_task_is_judged_too() {
    try (StdioHarness harness = new StdioHarness(NO_ADDRESSES)) {
      initialize(harness);
      String error =
          error("-32042", "{\"elicitations\":[" + elicitation("https://a.example") + "]}");
      assertThat(answered(harness, 1, "result", "{\"status\":\"failed\",\"error\":" + error + "}"))
          .contains("server_request_denied");
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tasks\",\"params\":{\"error\":"
              + error
              + "}}");
      assertThat(harness.agentReceived()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"InputRequests\":{\"a\":{\"method\":\"sampling/createMessage\"}}}",
        "{\"inputRequests\":{},\"\\u0069nput\\u0052EQUESTS\":{\"a\":{\"method\":\"x\"}}}",
        "{\"inputRequest\u017f\":{\"a\":{\"method\":\"sampling/createMessage\"}}}",
        "{\"Task\":{\"inputRequests\":{\"a\":{\"method\":\"sampling/createMessage\"}}}}",
        "{\"task\":{\"InputRequests\":{\"a\":{\"method\":\"sampling/createMessage\"}}}}",
        "{\"inputRequests\":{\"a\":{\"method\":\"elicitation/create\",\"params\":{\"Mode\":\"url\",\"Url\":\"http://a\"}}}}",
        "{\"inputRequests\":{\"a\":{\"method\":\"ping\",\"Method\":\"sampling/createMessage\"}}}",
        "{\"inputRequests\":{\"a\":{\"method\":\"elicitation/create\",\"Params\":{\"mode\":\"url\"}}}}",
        "{\"inputRequests\":{\"a\":{\"method\":\"elicitation/create\",\"params\":[{\"mode\":\"url\"}]}}}"
      })
  void what_a_result_asks_under_a_disguised_name_is_refused(String result) {
    try (StdioHarness harness = new StdioHarness(SAFE_ADDRESSES)) {
      initialize(harness);
      assertThat(answered(harness, 1, "result", result)).contains("server_request_denied");
    }
  }

  @Test
  void results_that_ask_nothing_pass_whatever_members_they_have() {
    try (StdioHarness harness = new StdioHarness(SAFE_ADDRESSES)) {
      initialize(harness);
      List<String> results =
          List.of(
              "{\"content\":[],\"tasks\":[],\"Inputs\":{}}",
              "{\"content\":[],\"structuredContent\":{\"InputRequests\":{}}}",
              "{\"content\":[],\"inputRequests\":{\"a\":{\"method\":\"elicitation/create\",\"params\":{\"message\":\"name?\"}}}}",
              "{\"task\":{\"taskId\":\"t\",\"status\":\"working\"}}",
              "[]",
              "{\"\u00fc\":1}");
      for (int i = 0; i < results.size(); i++) {
        assertThat(answered(harness, i + 1, "result", results.get(i)))
            .isEqualTo(line(i + 1, "result", results.get(i)));
      }
    }
  }
}
