package dev.assay.adapter.cli.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.approval.CallApprovals;
import dev.assay.app.gateway.Frame;
import dev.assay.app.gateway.Session;
import dev.assay.app.gateway.ToolCallGateway;
import dev.assay.testkit.MemoryEvidence;
import dev.assay.testkit.TestGate;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line at the end of a session: what a real gate counted, in words. */
class SessionSummaryTest {
  private final MemoryEvidence evidence = new MemoryEvidence();
  private final Session session = new Session("test", "0");
  private final ToolCallGateway gateway = gateway();

  @Test
  void a_session_without_surprises_has_two_numbers() {
    agent(call(1, "ok"));
    agent(call(2, "exec"));
    upstream("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");

    assertThat(summary()).isEqualTo("session end: 1 allowed, 1 denied");
  }

  @Test
  void what_was_dropped_or_taken_out_of_messages_is_told() {
    upstream("npm WARN deprecated");
    upstream("Debugger attached.");
    upstream(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\","
            + "\"params\":{\"progressToken\":7,\"progress\":1}}");
    upstream(
        "{\"jsonrpc\":\"2.0\",\"a\":1,\"b\":2,\"method\":\"notifications/message\",\"params\":{}}");

    assertThat(summary())
        .isEqualTo(
            "session end: 0 allowed, 0 denied, 1 late messages dropped, 2 lines of noise dropped,"
                + " 2 unknown members removed");
  }

  @Test
  void what_is_on_record_as_refused_is_not_told_twice() {
    upstream("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");
    agent(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}");

    assertThat(summary()).isEqualTo("session end: 0 allowed, 0 denied, 2 messages refused");
    assertThat(evidence.data("assay.message.refused")).hasSize(2);
  }

  private String summary() {
    return SessionSummary.of(session.counters());
  }

  private void agent(String line) {
    gateway.fromAgent(session, List.of(frame(line)));
  }

  private void upstream(String line) {
    gateway.fromUpstream(session, frame(line));
  }

  private static String call(int id, String tool) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":{}}}";
  }

  private static Frame frame(String line) {
    return Frame.of(line.getBytes(StandardCharsets.UTF_8));
  }

  private ToolCallGateway gateway() {
    return TestGate.of(
        TestGate.policy(
            "version: \"2.0\"\ntools:\n  allow: [ok]\nenforcement:\n  unconstrained_tools: allow\n"),
        evidence,
        () -> Instant.parse("2026-01-01T00:00:00Z"),
        new Console(
            new WrapOptions.Talk(true, false, false, false), OutputStream.nullOutputStream()),
        CallApprovals.NONE);
  }
}
