package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Deadline;
import dev.assay.testkit.Pipe;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several messages in one read are treated as if each had come alone, with fewer writes. */
class StdioBatchTest {
  private static final Json.Obj POLICY =
      (Json.Obj)
          Vectors.parse(
              "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"ok\"],\"deny\":[\"exec\"]},"
                  + "\"limits\":{\"max_tool_calls_total\":100},"
                  + "\"enforcement\":{\"unconstrained_tools\":\"allow\"}}");

  private static String call(int id, String tool) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{}}}"
        .formatted(id, tool);
  }

  private static String answer(int id) {
    return "{\"result\":{},\"jsonrpc\":\"2.0\",\"id\":" + id + "}";
  }

  private static byte[] lines(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static List<Long> requestIds(List<Json.Obj> decisions) {
    return decisions.stream().map(d -> d.integer("request_id").orElseThrow()).toList();
  }

  @Test
  void calls_of_one_read_are_recorded_with_one_append_and_forwarded_with_one_write_in_order() {
    Pipe upstream = new Pipe();
    try (StdioHarness harness = new StdioHarness(POLICY, false, new Pipe(), upstream)) {
      String[] calls = IntStream.range(0, 100).mapToObj(i -> call(i, "ok")).toArray(String[]::new);

      harness.agent(lines(calls));

      assertThat(harness.upstreamReceived()).containsExactly(calls);
      assertThat(upstream.writes()).as("the calls, and the line that marks the end").isEqualTo(2);
      List<Json.Obj> decisions = harness.evidence.data("assay.tool.decision");
      assertThat(requestIds(decisions))
          .isEqualTo(IntStream.range(0, 100).mapToObj(i -> (long) i).toList());
      assertThat(harness.evidence.appends()).as("64 calls, then 36").isEqualTo(2);
    }
  }

  @Test
  void when_the_append_fails_every_call_of_the_batch_is_denied_and_none_is_forwarded() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.evidence.failing = true;
      harness.agent(lines(call(1, "ok"), call(2, "exec"), call(3, "ok")));

      assertThat(harness.upstreamReceived()).isEmpty();
      List<String> answers = harness.agentReceived();
      assertThat(answers).hasSize(3);
      assertThat(answers.get(0)).contains("\"id\":1", "E_RECORD_FAILED");
      assertThat(answers.get(1)).contains("\"id\":2", "E_TOOL_DENIED");
      assertThat(answers.get(2)).contains("\"id\":3", "E_RECORD_FAILED");
      assertThat(harness.session.openRequests()).isZero();
      harness.evidence.failing = false;
      harness.agent(lines(call(4, "ok"), call(5, "ok")));
      assertThat(harness.upstreamReceived()).containsExactly(call(4, "ok"), call(5, "ok"));
      assertThat(harness.evidence.data("assay.evidence.gap"))
          .singleElement()
          .matches(gap -> gap.integer("count").orElseThrow() == 3);
    }
  }

  @Test
  void what_is_refused_in_the_middle_does_not_disturb_its_neighbours() {
    String notification = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(
          lines(
              call(1, "ok"),
              "no message",
              call(2, "exec"),
              "",
              call(1, "ok"),
              call(3, "ok"),
              notification,
              "[" + call(4, "ok") + "]",
              call(5, "ok")));

      assertThat(harness.upstreamReceived())
          .containsExactly(call(1, "ok"), call(3, "ok"), notification, call(5, "ok"));
      List<String> answers = harness.agentReceived();
      assertThat(answers).hasSize(4);
      assertThat(answers.get(0)).contains("parse_error");
      assertThat(answers.get(1)).contains("E_TOOL_DENIED", "\"id\":2");
      assertThat(answers.get(2)).contains("duplicate_request_id", "\"id\":1");
      assertThat(answers.get(3)).contains("batch_unsupported");
      assertThat(
              harness.evidence.events().stream()
                  .map(event -> event.string("type").orElseThrow())
                  .toList())
          .as("the record has the order of the frames")
          .containsExactly(
              "assay.tool.decision",
              "assay.message.refused",
              "assay.tool.decision",
              "assay.message.refused",
              "assay.tool.decision",
              "assay.message.refused",
              "assay.tool.decision");
    }
  }

  @Test
  void limits_are_counted_in_the_order_of_the_calls() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      String[] calls =
          IntStream.rangeClosed(1, 103).mapToObj(i -> call(i, "ok")).toArray(String[]::new);
      harness.agent(lines(calls));

      assertThat(harness.upstreamReceived())
          .containsExactly(Stream.of(calls).limit(100).toArray(String[]::new));
      assertThat(harness.agentReceived()).hasSize(3).allMatch(a -> a.contains("\"isError\":true"));
    }
  }

  @Test
  void no_more_requests_are_open_than_may_be() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      String[] pings =
          IntStream.range(0, 1_022)
              .mapToObj(i -> "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"ping\"}")
              .toArray(String[]::new);
      harness.agent(lines(pings));
      harness.agent(
          lines(call(2_000, "ok"), call(2_001, "ok"), call(2_002, "ok"), call(2_003, "ok")));

      assertThat(harness.upstreamReceived()).hasSize(1_024);
      assertThat(harness.agentReceived()).hasSize(2).allMatch(a -> a.contains("too_many_pending"));
      assertThat(harness.evidence.data("assay.tool.decision")).hasSize(2);
    }
  }

  @Test
  void a_cancellation_finds_the_call_before_it_open() {
    String cancel =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}";
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(lines(call(1, "ok"), cancel, call(2, "ok")));

      assertThat(harness.upstreamReceived()).containsExactly(call(1, "ok"), cancel, call(2, "ok"));
      assertThat(harness.evidence.data("assay.tool.outcome"))
          .singleElement()
          .matches(d -> d.string("outcome").orElseThrow().equals("cancelled"));
    }
  }

  @Test
  void a_part_of_a_line_waits_for_its_rest() {
    byte[] both = lines(call(1, "ok"), call(2, "ok"));
    for (int cut : new int[] {1, 60, both.length / 2 + 1, both.length - 1}) {
      try (StdioHarness harness = new StdioHarness(POLICY)) {
        harness.agent(java.util.Arrays.copyOfRange(both, 0, cut));
        harness.agent(java.util.Arrays.copyOfRange(both, cut, both.length));

        assertThat(harness.upstreamReceived()).containsExactly(call(1, "ok"), call(2, "ok"));
      }
    }
  }

  @Test
  void answers_of_one_read_reach_the_agent_with_one_write_in_order_and_are_concluded() {
    Pipe agent = new Pipe();
    try (StdioHarness harness = new StdioHarness(POLICY, false, agent, new Pipe())) {
      harness.agent(lines(call(1, "ok"), call(2, "ok"), call(3, "ok")));
      harness.upstreamReceived();

      harness.upstream(String.join("\n", answer(2), "noise", answer(9), answer(1), answer(3)));

      assertThat(harness.agentReceived()).containsExactly(answer(2), answer(1), answer(3));
      assertThat(agent.writes()).as("the answers, and the line that marks the end").isEqualTo(2);
      harness.transport.relieve(); // outcomes wait for the next event or for this
      assertThat(harness.evidence.data("assay.tool.outcome"))
          .hasSize(3)
          .allMatch(d -> d.string("outcome").orElseThrow().equals("reported_success"));
    }
  }

  @Test
  void what_is_left_of_a_read_is_sent_in_order_when_its_thread_is_stuck_in_a_write() {
    Pipe upstream = new Pipe();
    try (StdioHarness harness = new StdioHarness(POLICY, false, new Pipe(), upstream)) {
      upstream.hold();
      harness.agent(lines(call(1, "ok"), call(2, "exec"), call(3, "ok"), call(4, "exec")));
      harness.agent(lines(call(5, "ok")));
      Deadline.await(
          "the agent is read on",
          () -> {
            harness.transport.relieve();
            return harness.session.counters().requests() == 5;
          });
      assertThat(harness.nextForAgent()).contains("\"id\":2");
      assertThat(harness.nextForAgent()).contains("\"id\":4");

      upstream.release();

      assertThat(harness.upstreamReceived())
          .containsExactly(call(1, "ok"), call(3, "ok"), call(5, "ok"));
    }
  }
}
