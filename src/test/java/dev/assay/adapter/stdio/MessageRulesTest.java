package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages other than tool calls under a policy that governs them, on the real transport. */
class MessageRulesTest {
  private static final String BASE =
      "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"read\",\"list_*\"],\"deny\":[\"list_all\"]},"
          + "\"enforcement\":{\"unconstrained_tools\":\"allow\"},";
  private static final Json.Obj POLICY =
      object(
          BASE
              + "\"resources\":{\"allow\":[\"file:///srv/**\"]},\"prompts\":{\"allow\":[\"review_*\"]},"
              + "\"methods\":{\"unknown\":\"deny\"}}");
  private static final Json.Obj SERVER =
      object(
          BASE
              + "\"server_requests\":{\"sampling\":\"deny\",\"elicitation_form\":\"allow\",\"roots\":\"allow\"}}");

  private static Json.Obj object(String text) {
    return (Json.Obj) Vectors.parse(text);
  }

  private static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  private static Json.Obj error(String answer) {
    return object(answer).object("error").orElseThrow();
  }

  private static String initialize(String capabilities) {
    return request(0, "initialize", "{\"capabilities\":" + capabilities + "}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "resources/read,`{\"uri\":\"file:///etc/passwd\"}`,40301,resource_denied,denied_by_policy",
        "resources/read,{},40301,resource_denied,denied_by_policy",
        "resources/subscribe,`{\"uri\":\"file:///srv/../etc\"}`,40301,resource_denied,denied_by_policy",
        "prompts/get,`{\"name\":\"other\"}`,40301,prompt_denied,denied_by_policy",
        "completion/complete,`{\"ref\":{\"name\":\"other\"}}`,40301,prompt_denied,denied_by_policy",
        "no/such,{},-32601,method_not_allowlisted,method_not_allowlisted",
        "resources/READ,`{\"uri\":\"file:///srv/a\"}`,-32601,method_lookalike,method_lookalike"
      })
  void a_refused_request_is_answered_recorded_and_never_forwarded(
      String method, String params, long code, String reason, String name) {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      String line = request(7, method, params);
      harness.agent(line);
      assertThat(harness.upstreamReceived()).isEmpty();
      String answer = harness.agentReceived().getFirst();
      assertThat(object(answer).get("id")).isEqualTo(new Json.Num("7"));
      assertThat(error(answer).integer("code")).contains(code);
      Json.Obj data = error(answer).object("data").orElseThrow();
      assertThat(data.string("reason")).contains(reason);
      assertThat(data.string("code_name")).contains(name);
      Json.Obj event = harness.evidence.data("assay.message.refused").getFirst();
      assertThat(event.string("reason")).contains(reason);
      assertThat(event.string("direction")).contains("agent_to_upstream");
      assertThat(event.integer("bytes")).contains((long) line.length());
      assertThat(event.get("mode")).isNull();
      assertThat(harness.evidence.events().getLast().string("id"))
          .isEqualTo(data.string("correlation_id"));
      assertThat(harness.console.getFirst())
          .contains("DENY " + method)
          .endsWith("reason=" + reason);
      assertThat(harness.session.openRequests()).isZero();
    }
  }

  @Test
  void what_the_sections_allow_or_do_not_speak_of_passes_unchanged() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      List<String> lines =
          List.of(
              request(1, "resources/read", "{\"uri\":\"file:///srv/a\"}"),
              request(2, "resources/list", "{}"),
              request(3, "prompts/get", "{\"name\":\"review_code\",\"arguments\":{}}"),
              request(4, "ping", "{}"),
              "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      lines.forEach(harness::agent);
      assertThat(harness.upstreamReceived()).isEqualTo(lines);
      assertThat(harness.evidence.data("assay.message.refused")).isEmpty();
    }
  }

  @Test
  void an_unknown_notification_is_dropped_in_silence_and_recorded() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/other\"}");
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"method\":\"resources/read\",\"params\":{\"uri\":\"x:y\"}}");
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(harness.evidence.data("assay.message.refused"))
          .extracting(event -> event.string("reason").orElse(""))
          .containsExactly("method_not_allowlisted", "resource_denied");
    }
  }

  @Test
  void a_dry_run_passes_what_it_would_refuse_and_says_so() {
    try (StdioHarness harness = new StdioHarness(POLICY, true)) {
      String line = request(1, "resources/read", "{\"uri\":\"file:///etc/passwd\"}");
      harness.agent(line);
      assertThat(harness.upstreamReceived()).containsExactly(line);
      assertThat(harness.session.counters().wouldDeny()).isEqualTo(1);
      assertThat(harness.session.counters().refused()).isZero();
      Json.Obj event = harness.evidence.data("assay.message.refused").getFirst();
      assertThat(event.string("mode")).contains("dry_run");
      assertThat(harness.console.getFirst()).contains("WOULD_DENY resources/read");
    }
  }

  @Test
  void hidden_tools_are_left_out_after_their_digests_were_taken() {
    Json.Obj policy = object(BASE + "\"listing\":\"hide\"}");
    String answer =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"cacheScope\":\"public\",\"tools\":["
            + "{\"name\":\"exec\"},{\"name\":\"read\",\"x\":1.50},{\"name\":\"list_all\"},{\"name\":\"no such\"},"
            + "{\"name\":\"list_some\"}]}}";
    try (StdioHarness harness = new StdioHarness(policy);
        StdioHarness shown = new StdioHarness(object(BASE + "\"listing\":\"show\"}"))) {
      for (StdioHarness one : List.of(harness, shown)) {
        one.agent(request(1, "tools/list", "{}"));
        assertThat(one.upstreamReceived()).hasSize(1);
        one.upstream(answer);
      }
      assertThat(shown.agentReceived()).containsExactly(answer);
      assertThat(harness.agentReceived())
          .containsExactly(
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"cacheScope\":\"private\",\"tools\":["
                  + "{\"name\":\"read\",\"x\":1.50},{\"name\":\"list_some\"}]}}");
      Json.Obj recorded = harness.evidence.data("assay.tool.definitions").getFirst();
      assertThat(((Json.Arr) recorded.get("tools")).items()).hasSize(5);
      assertThat(recorded).isEqualTo(shown.evidence.data("assay.tool.definitions").getFirst());
      harness.agent(request(2, "tools/call", "{\"name\":\"list_all\"}"));
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived().getFirst()).contains("\"isError\":true", "tool_denied");
    }
  }

  @Test
  void a_server_asks_only_what_policy_allows_and_the_agent_announced() {
    try (StdioHarness harness = new StdioHarness(SERVER)) {
      harness.agent(initialize("{\"sampling\":{},\"elicitation\":{\"form\":{},\"url\":{}}}"));
      assertThat(harness.upstreamReceived()).hasSize(1);
      harness.upstream(request(1, "sampling/createMessage", "{\"messages\":[]}"));
      harness.upstream(request(2, "roots/list", "{}"));
      harness.upstream(
          request(3, "elicitation/create", "{\"mode\":\"url\",\"url\":\"http://a.example\"}"));
      harness.upstream(
          request(4, "elicitation/create", "{\"mode\":\"url\",\"url\":\"https://u@a.example\"}"));
      harness.upstream(request(5, "Sampling/CreateMessage", "{\"messages\":[]}"));
      List<String> passing =
          List.of(
              request(
                  6, "elicitation/create", "{\"mode\":\"url\",\"url\":\"https://a.example/x\"}"),
              request(7, "elicitation/create", "{\"message\":\"name?\"}"),
              request(8, "ping", "{}"));
      passing.forEach(harness::upstream);
      assertThat(harness.agentReceived()).isEqualTo(passing);
      List<String> answers = harness.upstreamReceived();
      assertThat(answers)
          .extracting(answer -> error(answer).integer("code").orElseThrow())
          .containsExactly(40301L, -32601L, 40301L, 40301L, 40301L);
      assertThat(harness.evidence.data("assay.message.refused"))
          .hasSize(5)
          .allMatch(event -> event.string("direction").orElse("").equals("upstream_to_agent"));
    }
  }

  @Test
  void a_result_that_asks_what_policy_denies_is_not_passed_on() {
    try (StdioHarness harness = new StdioHarness(SERVER)) {
      harness.agent(request(1, "tools/call", "{\"name\":\"read\"}"));
      harness.agent(request(2, "tools/call", "{\"name\":\"read\"}"));
      assertThat(harness.upstreamReceived()).hasSize(2);
      String asks =
          "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{\"resultType\":\"input_required\",\"requestState\":\"s\","
              + "\"inputRequests\":{\"a\":{\"method\":\"%s\",\"params\":{}}}}}";
      harness.upstream(asks.formatted(1, "sampling/createMessage"));
      harness.upstream(asks.formatted(2, "roots/list"));
      List<String> received = harness.agentReceived();
      assertThat(error(received.getFirst()).integer("code")).contains(40301L);
      assertThat(received.getFirst())
          .contains("server_request_denied")
          .doesNotContain("inputRequests");
      assertThat(received.getLast()).isEqualTo(asks.formatted(2, "roots/list"));
      harness.transport.relieve();
      assertThat(harness.evidence.data("assay.tool.outcome"))
          .extracting(event -> event.string("outcome").orElse(""))
          .contains("answer_refused");
    }
  }

  @Test
  void input_requests_that_are_none_and_announcements_of_denied_requests_are_not_passed_on() {
    try (StdioHarness harness = new StdioHarness(SERVER)) {
      String asks = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{\"inputRequests\":%s}}";
      List<String> unreadable = List.of("[]", "{\"a\":7}", "{\"a\":{\"params\":{}}}");
      for (int i = 0; i < unreadable.size(); i++) {
        harness.agent(request(i, "tools/call", "{\"name\":\"read\"}"));
      }
      assertThat(harness.upstreamReceived()).hasSize(3);
      for (int i = 0; i < unreadable.size(); i++) {
        harness.upstream(asks.formatted(i, unreadable.get(i)));
      }
      harness.upstream("{\"jsonrpc\":\"2.0\",\"method\":\"sampling/createMessage\"}");
      assertThat(harness.agentReceived())
          .hasSize(3)
          .allMatch(answer -> answer.contains("server_request_denied"));
      assertThat(harness.evidence.data("assay.message.refused")).hasSize(4);
    }
  }

  @Test
  void a_refused_request_never_answers_for_an_open_one() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(request(1, "ping", "{}"));
      harness.agent(request(1, "resources/read", "{\"uri\":\"file:///etc/passwd\"}"));
      assertThat(harness.upstreamReceived()).hasSize(1);
      assertThat(harness.agentReceived().getFirst()).contains("duplicate_request_id");
    }
  }

  @Test
  void without_sections_the_server_asks_what_it_likes() {
    try (StdioHarness harness = new StdioHarness(object(BASE + "\"listing\":\"show\"}"))) {
      String line = request(1, "sampling/createMessage", "{\"messages\":[]}");
      harness.upstream(line);
      assertThat(harness.agentReceived()).containsExactly(line);
    }
  }
}
