package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final Json.Obj STRICT =
      (Json.Obj)
          Vectors.parse(
              """
              {"version":"2.0","enforcement":{"unconstrained_tools":"allow"},
               "tools":{"allow":["get","ship"],"deny":["drop"],"approval_required":["get"],
                "redact_args":{"*":[{"redaction_target":"/note",
                  "redaction_mode":"mask","redaction_scope":"request"}]},
                "restrict_scope":{"ship":{"scope_type":"resource","scope_target":"/resource",
                  "scope_value":"app/","scope_match_mode":"prefix"}}}}
              """);

  @ParameterizedTest
  @CsvSource({"get, missing approval", "ship, scope target mismatch", "drop, Tool is explicitly"})
  void a_dry_run_sends_no_secret_that_enforcement_never_sends(String tool, String reason) {
    try (StdioHarness harness = new StdioHarness(STRICT, true)) {
      harness.agent(call("1", tool, "{\"resource\":\"db\",\"note\":\"s3cret\"}"));
      assertThat(harness.upstreamReceived())
          .singleElement()
          .asString()
          .contains("{\"resource\":\"db\",\"note\":\"[REDACTED]\"}", "{\"k\":1e2}")
          .doesNotContain("s3cret");
      Json.Obj decision = harness.evidence.data("assay.tool.decision").getFirst();
      assertThat(decision.string("decision")).hasValue("allow");
      assertThat(decision.string("typed_decision")).hasValue("deny");
      assertThat(decision.string("mode")).hasValue("dry_run");
      assertThat(decision.string("reason").orElseThrow()).startsWith(reason);
      assertThat(decision.string("effective_args_digest").orElseThrow())
          .isNotEqualTo(decision.string("args_digest").orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "ship", "drop", "other"})
  void a_dry_run_denies_what_cannot_be_redacted(String tool) {
    Json.Obj partial =
        (Json.Obj) Vectors.parse(JsonText.compact(STRICT).replace("mask", "partial"));
    try (StdioHarness harness = new StdioHarness(partial, true)) {
      harness.agent(call("1", tool, "{\"resource\":\"db\",\"note\":[\"s3cret\"]}"));
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived().getFirst()).contains("\"isError\":true");
      Json.Obj decision = harness.evidence.data("assay.tool.decision").getFirst();
      assertThat(decision.string("decision")).hasValue("deny");
      assertThat(decision.string("mode")).hasValue("enforce");
      assertThat(decision.get("effective_args_digest")).isNull();
      assertThat(harness.session.counters().deniedInDryRun()).isEqualTo(1);
      assertThat(harness.console)
          .contains(
              "warning: a call was denied in spite of the dry run: its arguments cannot be"
                  + " redacted");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "ship", "drop", "other"})
  void a_dry_run_sends_a_call_that_has_nothing_to_redact(String tool) {
    try (StdioHarness harness = new StdioHarness(STRICT, true)) {
      harness.agent(call("1", tool, "{\"resource\":\"db\"}"));
      assertThat(harness.upstreamReceived()).singleElement().asString().contains("\"db\"");
      Json.Obj decision = harness.evidence.data("assay.tool.decision").getFirst();
      assertThat(decision.string("typed_decision")).hasValue("deny");
      assertThat(decision.string("mode")).hasValue("dry_run");
      assertThat(harness.session.counters().deniedInDryRun()).isZero();
    }
  }

  @Test
  void a_dry_run_leaves_a_denied_call_without_duties_as_it_came() {
    try (StdioHarness harness = new StdioHarness(POLICY, true)) {
      String call = call("1", "ship", "{\"resource\":\"db\" }");
      harness.agent(call);
      assertThat(harness.upstreamReceived()).containsExactly(call);
    }
  }
}
