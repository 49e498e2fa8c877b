package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.testkit.Vectors;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rates, sequences and demanded evidence on the real transport. */
class SessionRulesTest {
  private static final Json.Obj POLICY =
      object(
          "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"read\",\"write\",\"send\",\"net.*\"]},"
              + "\"enforcement\":{\"unconstrained_tools\":\"allow\"},"
              + "\"limits\":{\"per_tool\":{\"net.*\":{\"max_calls\":2,"
              + "\"rate\":{\"calls\":1,\"per\":\"24h\"}}}},"
              + "\"sequences\":[{\"id\":\"read-first\",\"before\":{\"first\":\"read\",\"then\":\"write\"}},"
              + "{\"id\":\"no-exfil\",\"never_after\":{\"first\":\"read\",\"then\":\"send\"}},"
              + "{\"id\":\"audited\",\"require\":{\"tool\":\"send\"}},"
              + "{\"id\":\"closed\",\"after\":{\"first\":\"read\",\"then\":\"write\",\"within_calls\":3}}]}");

  private static Json.Obj object(String text) {
    return (Json.Obj) Vectors.parse(text);
  }

  private static String call(int id, String tool) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}"
        .formatted(id, tool);
  }

  private static List<String> members(List<Json.Obj> events, String member) {
    return events.stream().map(e -> e.string(member).orElse("")).toList();
  }

  @Test
  void calls_are_denied_by_what_the_session_forwarded_before() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      List<String> calls = List.of("write", "read", "write", "send", "net.a", "net.b", "net.a");
      for (int i = 0; i < calls.size(); i++) {
        harness.agent(call(i, calls.get(i)));
      }
      assertThat(harness.upstreamReceived())
          .containsExactly(call(1, "read"), call(2, "write"), call(4, "net.a"));
      assertThat(harness.agentReceived())
          .hasSize(4)
          .allMatch(answer -> answer.contains("\"isError\":true"))
          .satisfiesExactly(
              answer ->
                  assertThat(answer)
                      .contains("Blocked by policy: sequence_violation. ", "40301", "E_SEQUENCE"),
              answer -> assertThat(answer).contains("Sequence `no-exfil`"),
              answer -> assertThat(answer).contains("rate_limit_exceeded", "42901"),
              answer -> assertThat(answer).contains("`net.*`: 2 calls"));
      List<Json.Obj> decisions = harness.evidence.data("assay.tool.decision");
      assertThat(members(decisions, "matched_rule"))
          .containsExactly(
              "sequences.read-first",
              "tools.allow",
              "tools.allow",
              "sequences.no-exfil",
              "tools.allow",
              "limits.per_tool.net.*.rate",
              "limits.per_tool.net.*.max_calls");
      assertThat(members(decisions, "reason_code"))
          .containsOnly("P_SEQUENCE", "P_POLICY_ALLOW", "P_RATE_LIMIT");
      assertThat(harness.console.getFirst()).endsWith("reason=sequence_violation");
    }
  }

  @Test
  void the_recorded_decisions_in_their_order_give_the_same_state_again() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      String[] tools = {"read", "write", "send", "net.a", "no such tool", "net.b"};
      for (int i = 0; i < 60; i++) {
        harness.agent(call(i, tools[(i * 7 + i / 5) % tools.length]));
      }
      harness.upstreamReceived();
      Policy policy = StdioHarness.policy(POLICY);
      PolicyEngine engine = new PolicyEngine(policy);
      SessionLedger ledger = new SessionLedger(policy.sessionPlan());
      List<Json.Obj> decisions = harness.evidence.data("assay.tool.decision");
      assertThat(decisions).hasSize(60);
      for (Json.Obj recorded : decisions) {
        String tool = recorded.string("tool").orElseThrow();
        Instant at = Instant.parse(recorded.string("decided_at").orElseThrow());
        PolicyState state = new PolicyState(1, 1, ledger.attempt(tool, at));
        Decision decision = engine.decide(new ToolCall(tool, Json.Obj.EMPTY), state);
        assertThat(decision.logCode()).isEqualTo(recorded.string("reason_code").orElseThrow());
        assertThat(decision.match().matchedRule())
            .isEqualTo(recorded.string("matched_rule").orElse(""));
        if (recorded.string("decision").orElseThrow().equals("allow")) {
          ledger.forwarded(tool);
        }
      }
    }
  }

  @Test
  void a_session_that_ends_without_what_is_only_observed_ends_in_findings() throws Exception {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call(1, "read"));
      harness.upstreamReceived();
      harness.transport.finish(false);
      List<Json.Obj> findings = harness.evidence.data("assay.session.finding");
      assertThat(members(findings, "rule"))
          .containsExactly("sequences.audited", "sequences.closed");
      assertThat(members(findings, "kind")).containsExactly("require", "after");
      assertThat(findings.getFirst())
          .isEqualTo(
              Json.object()
                  .put("schema", "assay.session_finding.v1")
                  .put("server", "test")
                  .put("rule", "sequences.audited")
                  .put("kind", "require")
                  .put("finding", "no call of `send` with an id was forwarded")
                  .put("forwarded_calls", 1)
                  .put("policy_digest", StdioHarness.policy(POLICY).digest())
                  .build());
      assertThat(harness.console)
          .contains("warning: sequence `audited`: no call of `send` with an id was forwarded");
    }
  }

  @Test
  void a_call_that_no_answer_can_follow_meets_no_sequence_and_still_counts_against_them()
      throws Exception {
    String notified =
        "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}";
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(notified.formatted("read"));
      harness.agent(call(1, "write")); // needs a read that was run
      harness.agent(call(2, "send")); // the read may have been run
      harness.agent(call(3, "read"));
      harness.agent(notified.formatted("write"));
      harness.agent(notified.formatted("net.a"));
      harness.agent(call(4, "net.b"));
      assertThat(harness.upstreamReceived())
          .containsExactly(
              notified.formatted("read"),
              call(3, "read"),
              notified.formatted("write"),
              notified.formatted("net.a"));
      assertThat(members(harness.evidence.data("assay.tool.decision"), "matched_rule"))
          .containsExactly(
              "tools.allow",
              "sequences.read-first",
              "sequences.no-exfil",
              "tools.allow",
              "tools.allow",
              "tools.allow",
              "limits.per_tool.net.*.rate");
      harness.transport.finish(false);
      assertThat(members(harness.evidence.data("assay.session.finding"), "rule"))
          .containsExactly("sequences.audited", "sequences.closed");
    }
  }

  @Test
  void a_required_call_that_no_answer_can_follow_was_not_made() throws Exception {
    Json.Obj policy =
        object(
            "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"send\"]},"
                + "\"enforcement\":{\"unconstrained_tools\":\"allow\"},"
                + "\"sequences\":[{\"id\":\"audited\",\"require\":{\"tool\":\"send\"}}]}");
    try (StdioHarness harness = new StdioHarness(policy)) {
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"send\"}}");
      assertThat(harness.upstreamReceived()).hasSize(1);
      harness.transport.finish(false);
      Json.Obj finding = harness.evidence.data("assay.session.finding").getFirst();
      assertThat(finding.string("rule")).contains("sequences.audited");
      assertThat(finding.integer("forwarded_calls")).contains(1L);
    }
  }

  @Test
  void a_call_that_could_not_be_recorded_counts_as_tried_and_not_as_forwarded() {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.agent(call(0, "net.a"));
      harness.evidence.failing = harness.upstreamReceived().size() == 1;
      harness.agent(call(1, "read"));
      assertThat(harness.upstreamReceived()).isEmpty();
      harness.evidence.failing = false;
      harness.agent(call(2, "write"));
      harness.agent(call(3, "send"));
      assertThat(harness.upstreamReceived()).containsExactly(call(3, "send"));
    }
  }

  @Test
  void a_dry_run_forwards_and_counts_what_it_forwarded() {
    try (StdioHarness harness = new StdioHarness(POLICY, true)) {
      harness.agent(call(1, "write"));
      harness.agent(call(2, "read"));
      harness.agent(call(3, "send"));
      assertThat(harness.upstreamReceived()).hasSize(3);
      assertThat(members(harness.evidence.data("assay.tool.decision"), "typed_decision"))
          .containsExactly("deny", "allow", "deny");
      assertThat(harness.console.getLast()).contains("WOULD_DENY send");
    }
  }

  @Test
  void demanded_evidence_that_cannot_be_had_denies_the_call() {
    Json.Obj policy =
        object(
            "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"read\"]},"
                + "\"enforcement\":{\"unconstrained_tools\":\"allow\"},"
                + "\"evidence\":{\"mode\":\"required\",\"kinds\":[\"outcome\",\"tool_definition\"]}}");
    String listing =
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{\"tools\":[{\"name\":\"read\",\"description\":\"%s\",\"inputSchema\":{}}]%s}}";
    try (StdioHarness harness = new StdioHarness(policy)) {
      harness.agent(call(1, "read"));
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
      assertThat(harness.upstreamReceived()).hasSize(1);
      assertThat(harness.agentReceived().getFirst())
          .contains("evidence_unavailable", "40303", "Evidence `tool_definition` cannot be had");
      harness.upstream(listing.formatted(2, "reads", ""));
      assertThat(harness.agentReceived()).hasSize(1);
      harness.agent(call(3, "read"));
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}");
      assertThat(harness.upstreamReceived()).containsExactly(call(3, "read"));
      // listed again, otherwise, and not whole
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/list\"}");
      assertThat(harness.upstreamReceived()).hasSize(1);
      harness.upstream(listing.formatted(4, "reads all", ",\"nextCursor\":\"more\""));
      assertThat(harness.agentReceived()).hasSize(1);
      harness.agent(call(5, "read"));
      assertThat(harness.upstreamReceived()).isEmpty();
      List<Json.Obj> decisions = harness.evidence.data("assay.tool.decision");
      assertThat(members(decisions, "reason_code"))
          .containsExactly(
              "P_RECORD_FAILED", "P_POLICY_ALLOW", "P_RECORD_FAILED", "P_RECORD_FAILED");
      assertThat(members(decisions, "reason"))
          .contains("Evidence `outcome` cannot be had: a call without an id gets no answer");
    }
  }

  @Test
  void a_listing_that_could_not_be_recorded_is_no_evidence() {
    Json.Obj policy =
        object(
            "{\"version\":\"2.0\",\"tools\":{\"allow\":[\"read\"]},"
                + "\"evidence\":{\"mode\":\"required\",\"kinds\":[\"tool_definition\"]}}");
    try (StdioHarness harness = new StdioHarness(policy)) {
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
      harness.evidence.failing = harness.upstreamReceived().size() == 1;
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[{\"name\":\"read\",\"inputSchema\":{}}]}}");
      assertThat(harness.agentReceived()).hasSize(1);
      harness.evidence.failing = false;
      harness.agent(call(3, "read"));
      assertThat(harness.upstreamReceived()).isEmpty();
    }
  }

  @Test
  void a_session_that_calls_nothing_and_stays_a_probe_leaves_nothing() throws Exception {
    try (StdioHarness harness = new StdioHarness(POLICY)) {
      harness.transport.finish(false);
      assertThat(harness.evidence.events()).isEmpty();
    }
  }
}
