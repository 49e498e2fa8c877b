package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Duties on the wire: what reaches the upstream, what the agent is told, what is recorded. */
class StdioDutiesTest {
  private static final Json.Obj POLICY =
      (Json.Obj)
          Vectors.parse(
              """
              {"version":"2.0","enforcement":{"unconstrained_tools":"allow"},
               "tools":{"allow":["get","ship"],
                "redact_args":{"get":[{"redaction_target":"/headers/x-user",
                  "redaction_mode":"hash","redaction_scope":"request"}]},
                "restrict_scope":{"ship":{"scope_type":"resource","scope_target":"/resource",
                  "scope_value":"app/","scope_match_mode":"prefix"}}}}
              """);

  private static String call(String id, String tool, String arguments) {
    return """
        {"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{"name":"%s","arguments":%s,"_meta":{"k":1e2}}}\
        """
        .strip()
        .formatted(id, tool, arguments);
  }

  @Test
  void the_upstream_gets_the_redacted_arguments_and_nothing_else_changes() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("7", "get", "{\"url\":\"u\",\"headers\":{\"x-user\":\"dana\"}}"));
      List<String> received = harness.upstreamReceived();
      assertThat(received).hasSize(1);
      assertThat(received.getFirst())
          .matches(
              "\\{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":\\{\"name\":\"get\","
                  + "\"arguments\":\\{\"url\":\"u\",\"headers\":\\{\"x-user\":"
                  + "\"hmac-sha256:kid-test:[0-9a-f]{64}\"}},\"_meta\":\\{\"k\":1e2}}}");
      Json.Obj decision = harness.evidence.data("assay.tool.decision").getFirst();
      assertThat(decision.string("decision")).hasValue("allow");
      assertThat(decision.string("decision_outcome_kind")).hasValue("obligation_applied");
      assertThat(decision.get("obligations"))
          .isEqualTo(Vectors.parse("[{\"type\":\"redact_args\"}]"));
      assertThat(decision.string("effective_args_digest").orElseThrow())
          .startsWith("hmac-sha256:kid-test:")
          .isNotEqualTo(decision.string("args_digest").orElseThrow());
      assertThat(harness.evidence.events().toString()).doesNotContain("dana");
    }
  }

  @Test
  void arguments_that_cannot_be_redacted_stop_the_call() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("1", "get", "{\"url\":\"u\"}"));
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived().getFirst())
          .contains("redaction_failed")
          .contains("E_REDACTION");
      Json.Obj decision = harness.evidence.data("assay.tool.decision").getFirst();
      assertThat(decision.string("reason_code")).hasValue("P_REDACT_ARGS");
      assertThat(decision.string("decision_outcome_kind")).hasValue("enforcement_deny");
      assertThat(decision.get("obligations")).isNull();
    }
  }

  @Test
  void a_call_sent_as_a_notification_is_redacted_too() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"get\",\"arguments\":"
              + "{\"headers\":{\"x-user\":\"dana\"}}}}");
      assertThat(harness.upstreamReceived())
          .hasSize(1)
          .allSatisfy(l -> assertThat(l).doesNotContain("dana"));
    }
  }

  @Test
  void a_scope_that_does_not_hold_stops_the_call() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call("1", "ship", "{\"resource\":\"app/blue\"}"));
      harness.agent(call("2", "ship", "{\"resource\":\"app/../db\"}"));
      assertThat(harness.upstreamReceived())
          .hasSize(1)
          .allSatisfy(l -> assertThat(l).contains("app/blue"));
      assertThat(harness.agentReceived().getFirst())
          .contains("scope_violation")
          .contains("E_SCOPE");
    }
  }
}
