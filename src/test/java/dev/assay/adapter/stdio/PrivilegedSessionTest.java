package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.gateway.ToolApprovals;
import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.Level;
import dev.assay.core.claim.compile.Ruleset;
import dev.assay.core.claim.compile.TrustBasisCompiler;
import dev.assay.core.claim.rule.Ground;
import dev.assay.core.claim.rule.ObservedEvent;
import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.ToolBaseline;
import dev.assay.core.identity.ToolListing;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.testkit.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Privileged calls over a session: what reaches the server, and what is left on record. */
class PrivilegedSessionTest {
  private static final String TOOL =
      "{\"name\":\"vcs.add_deploy_key\",\"annotations\":{\"readOnlyHint\":true}}";
  private static final String DRIFTED =
      "{\"name\":\"vcs.add_deploy_key\",\"description\":\"and more\"}";
  private static final String CALL = call(7, "ledger");

  private static String call(int id, String repo) {
    return """
        {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"vcs.add_deploy_key","arguments":{"owner":"acme","repo":"%s","title":"Planted Title","key":"ssh-planted"}}}"""
        .formatted(id, repo);
  }

  static Json.Obj policy(String budget) {
    return (Json.Obj)
        Vectors.parse(
            """
            {"version":"2.0","tools":{"allow":["*"]},"enforcement":{"unconstrained_tools":"allow"},
             "privileged_actions":{"tools":["vcs.*"],"caller":{"id":"robot"},
              "upstream_credential":{"alias":"vcs-main","scopes":["repo:deploy_key:write"]},
              "allowances":[{"action_class":"github_deploy_key","targets":[{"owner":"acme","repo":"ledger"}]}],
              "establish_budget":"%s"}}"""
                .formatted(budget));
  }

  static ToolApprovals baseline() {
    ToolListing listing = new ToolListing("test");
    listing.add((Json.Arr) Vectors.parse("[" + TOOL + "]"));
    LockedServer approved = listing.identity(LockedServer.instructionsDigest(""));
    return ToolApprovals.none().privilegedAgainst(ToolBaseline.of(approved));
  }

  private static void list(StdioHarness harness, String tool) {
    harness.agent("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
    harness.upstreamReceived();
    harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[" + tool + "]}}");
    assertThat(harness.agentReceived()).hasSize(1);
  }

  private static Json.Obj record(StdioHarness harness, String name) {
    return harness
        .evidence
        .data("assay.tool.decision")
        .getLast()
        .object("privileged")
        .flatMap(records -> records.object(name))
        .orElseThrow();
  }

  private static Json.Obj surface(StdioHarness harness) {
    harness.agent("{\"jsonrpc\":\"2.0\",\"id\":99,\"method\":\"ping\"}");
    harness.upstreamReceived();
    harness.transport.relieve();
    return harness.evidence.data("assay.tool.surface").getLast();
  }

  private static Json.Obj entry(Json.Obj surface) {
    Json.Obj record = surface.object("surface").orElseThrow();
    return Vectors.objects(record.get("observed_tool_decisions")).getFirst();
  }

  private static void nothingIsPlanted(StdioHarness harness) {
    for (String type : List.of("assay.tool.decision", "assay.tool.surface", "assay.mcp.manifest")) {
      for (Json.Obj data : harness.evidence.data(type)) {
        assertThat(JsonText.compact(data)).doesNotContainIgnoringCase("planted");
        assertThat(placesForArguments(type, data)).as(type).isEqualTo(Level.INFERRED);
      }
    }
  }

  /** What the rule about closed shapes says of a payload as the gate writes it. */
  private static Level placesForArguments(String type, Json.Obj data) {
    TrustBasisCompiler compiler = new TrustBasisCompiler();
    compiler.see(new ObservedEvent(0, type, "urn:assay:test", "sha256:0", data));
    return compiler
        .compile(Ground.VERIFIED_ONLY, Ruleset.HONEST)
        .claim(ClaimId.RAW_ARGUMENT_ABSENCE_CHECKED)
        .level();
  }

  @Test
  void an_allowed_call_is_forwarded_and_leaves_all_records() {
    try (StdioHarness harness = new StdioHarness(policy("5s"), baseline())) {
      list(harness, TOOL);
      harness.agent(CALL);
      assertThat(harness.upstreamReceived()).containsExactly(CALL);
      harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[]}}");
      assertThat(harness.agentReceived()).hasSize(1);

      assertThat(record(harness, "enforcement").string("decision")).contains("allow");
      assertThat(record(harness, "enforcement").string("drift_state")).contains("satisfied");
      assertThat(record(harness, "establish").string("establish_path"))
          .contains("no_establish_needed");
      assertThat(record(harness, "conformance").string("conformance")).contains("mismatched");
      assertThat(harness.console)
          .contains("warning: conformance: mismatched (declared_read_only_observed_mutating)");
      Json.Obj surface = surface(harness);
      assertThat(surface.string("decision_id"))
          .isEqualTo(harness.evidence.data("assay.tool.decision").getLast().string("decision_id"));
      assertThat(entry(surface).object("response").orElseThrow().get("side_effect_asserted"))
          .isEqualTo(Json.Bool.TRUE);
      assertThat(JsonText.compact(entry(surface))).contains("hmac-sha256:kid-test:");
      assertThat(harness.evidence.data("assay.mcp.manifest").getFirst().string("status"))
          .contains("observed");
      nothingIsPlanted(harness);
    }
  }

  @Test
  void a_denied_call_never_reaches_the_server_and_its_surface_says_so() {
    try (StdioHarness harness = new StdioHarness(policy("5s"), baseline())) {
      list(harness, TOOL);
      harness.agent(call(8, "vault"));
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived().getFirst()).contains("no_declared_allowance");

      assertThat(record(harness, "enforcement").string("reason")).contains("no_declared_allowance");
      Json.Obj response = entry(surface(harness)).object("response").orElseThrow();
      assertThat(response.string("status")).contains("blocked");
      assertThat(response.get("side_effect_asserted")).isEqualTo(Json.Bool.FALSE);
      nothingIsPlanted(harness);
    }
  }

  @Test
  void a_tool_that_changed_since_it_was_approved_is_denied() {
    try (StdioHarness harness = new StdioHarness(policy("5s"), baseline())) {
      list(harness, DRIFTED);
      harness.agent(CALL);
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived().getFirst()).contains("manifest_drifted_since_approval");
      assertThat(record(harness, "enforcement").string("drift_state")).contains("drifted");
      assertThat(record(harness, "establish").string("run_outcome")).contains("not_performed");
    }
  }

  @Test
  void a_tool_that_looks_privileged_and_is_not_governed_is_told_when_it_is_listed() {
    try (StdioHarness harness = new StdioHarness(policy("5s"), baseline())) {
      list(harness, TOOL + ",{\"name\":\"corp/grant_admin\"},{\"name\":\"corp.grant_admin\"}");
      assertThat(harness.console)
          .contains(
              "warning: tool `corp.grant_admin` looks privileged, and `privileged_actions` does"
                  + " not govern it");
    }
  }

  private static Json.Obj establish(StdioHarness harness) {
    return record(harness, "establish");
  }

  private static String id(String line) {
    return ((Json.Obj) Vectors.parse(line)).string("id").orElseThrow();
  }

  private static void page(StdioHarness harness, String id, String rest) {
    harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\"," + rest + "}");
  }

  @Test
  void a_call_before_any_listing_makes_the_gate_list_the_tools_itself() {
    try (StdioHarness harness = new StdioHarness(policy("20s"), baseline())) {
      harness.agent(CALL);
      String first = harness.nextForUpstream();
      assertThat(first).contains("tools/list").doesNotContain("cursor");
      page(harness, id(first), "\"result\":{\"tools\":[{\"name\":\"a\"}],\"nextCursor\":\"c1\"}");
      String second = harness.nextForUpstream();
      assertThat(second).contains("\"cursor\":\"c1\"");
      page(harness, id(second), "\"result\":{\"tools\":[" + TOOL + "],\"nextCursor\":null}");

      assertThat(harness.upstreamReceived()).containsExactly(CALL);
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(establish(harness).string("establish_path")).contains("established_then_allowed");
      assertThat(establish(harness).string("run_outcome")).contains("complete");
      assertThat(harness.evidence.data("assay.tool.definitions")).hasSize(1);
      assertThat(harness.evidence.data("assay.tool.decision")).hasSize(1);
      assertThat(harness.session.counters().allowed()).isEqualTo(1);
    }
  }

  @Test
  void the_listing_of_the_gate_does_not_overtake_what_the_agent_sent_before_in_one_write() {
    String ready = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    try (StdioHarness harness = new StdioHarness(policy("20s"), baseline())) {
      harness.agent(ready + "\n" + CALL);
      assertThat(harness.nextForUpstream()).isEqualTo(ready);
      String listing = harness.nextForUpstream();
      assertThat(listing).contains("tools/list");
      page(harness, id(listing), "\"result\":{\"tools\":[" + TOOL + "]}");
      assertThat(harness.upstreamReceived()).containsExactly(CALL);
    }
  }

  private void denied(String answer, String path, String outcome, String reason) {
    try (StdioHarness harness = new StdioHarness(policy("20s"), baseline())) {
      harness.agent(CALL);
      page(harness, id(harness.nextForUpstream()), answer);
      assertThat(harness.nextForAgent()).contains(reason);
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(establish(harness).string("establish_path")).contains(path);
      assertThat(establish(harness).string("run_outcome")).contains(outcome);
    }
  }

  @Test
  void a_listing_that_shows_no_approved_tool_leaves_the_call_denied() {
    denied(
        "\"result\":{\"tools\":[]}",
        "established_then_denied",
        "complete",
        "manifest_current_observation_incomplete");
    denied(
        "\"result\":{\"tools\":[" + DRIFTED + "]}",
        "established_then_denied",
        "complete",
        "manifest_drifted_since_approval");
    denied(
        "\"result\":{\"tools\":[" + TOOL + "," + TOOL + "]}",
        "established_then_denied",
        "complete",
        "manifest_observation_ambiguous");
  }

  @Test
  void an_answer_that_is_no_listing_leaves_the_call_denied_and_teaches_nothing() {
    for (String answer :
        List.of(
            "\"error\":{\"code\":-32601,\"message\":\"no\"}",
            "\"result\":{}",
            "\"result\":7",
            "\"result\":{\"tools\":[" + TOOL + "],\"nextCursor\":\"\"}",
            "\"result\":{\"tools\":[" + TOOL + "],\"nextCursor\":5}",
            "\"result\":{\"tools\":[" + TOOL + "],\"tools\":[]}")) {
      denied(answer, "immediate_deny", "error_response", "manifest_current_observation_incomplete");
    }
  }

  @Test
  void a_silent_server_costs_the_budget_and_its_late_answer_reaches_nobody() {
    try (StdioHarness harness = new StdioHarness(policy("60ms"), baseline())) {
      harness.agent(CALL);
      String asked = harness.nextForUpstream();
      assertThat(harness.nextForAgent()).contains("manifest_current_observation_incomplete");
      assertThat(establish(harness).string("run_outcome")).contains("timed_out");
      page(harness, id(asked), "\"result\":{\"tools\":[" + TOOL + "]}");
      assertThat(harness.agentReceived()).isEmpty();
      assertThat(harness.evidence.data("assay.tool.definitions")).isEmpty();
    }
  }

  @Test
  void a_server_that_falls_silent_between_pages_is_recorded_as_that() {
    try (StdioHarness harness = new StdioHarness(policy("400ms"), baseline())) {
      harness.agent(CALL);
      page(
          harness,
          id(harness.nextForUpstream()),
          "\"result\":{\"tools\":[" + TOOL + "],\"nextCursor\":\"c1\"}");
      assertThat(harness.nextForAgent()).contains("manifest_current_observation_incomplete");
      assertThat(establish(harness).string("run_outcome")).contains("partial");
    }
  }

  @Test
  void news_of_other_tools_while_the_gate_lists_them_makes_the_listing_count_for_nothing() {
    try (StdioHarness harness = new StdioHarness(policy("20s"), baseline())) {
      harness.agent(CALL);
      String asked = harness.nextForUpstream();
      harness.upstream("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
      page(harness, id(asked), "\"result\":{\"tools\":[" + TOOL + "]}");
      assertThat(harness.nextForAgent()).contains("list_changed");
      assertThat(harness.nextForAgent()).contains("manifest_current_observation_incomplete");
    }
  }

  @Test
  void the_end_of_the_server_ends_the_wait() {
    try (StdioHarness harness = new StdioHarness(policy("60s"), baseline())) {
      harness.agent(CALL);
      harness.nextForUpstream();
      harness.session.upstreamEnded();
      assertThat(harness.nextForAgent()).contains("manifest_current_observation_incomplete");
      assertThat(establish(harness).string("run_outcome")).contains("transport_error");
    }
  }

  @Test
  void ids_of_the_gate_are_refused_to_the_agent() {
    try (StdioHarness harness = new StdioHarness(policy("5s"), baseline())) {
      harness.agent("{\"jsonrpc\":\"2.0\",\"id\":\"assay-establish-1\",\"method\":\"tools/list\"}");
      harness.agent(CALL.replace("\"id\":7", "\"id\":\"assay-establish-2\""));
      assertThat(harness.upstreamReceived()).isEmpty();
      assertThat(harness.agentReceived())
          .hasSize(2)
          .allMatch(line -> line.contains("reserved_id_namespace"));
      assertThat(harness.evidence.data("assay.message.refused")).hasSize(2);
    }
  }

  @Test
  void without_privileged_actions_no_id_is_the_gates() {
    Json.Obj plain =
        (Json.Obj) Vectors.parse("{\"version\":\"2.0\",\"tools\":{\"allow\":[\"*\"]}}");
    try (StdioHarness harness = new StdioHarness(plain)) {
      String line = "{\"jsonrpc\":\"2.0\",\"id\":\"assay-establish-1\",\"method\":\"ping\"}";
      harness.agent(line);
      assertThat(harness.upstreamReceived()).containsExactly(line);
      harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":\"assay-establish-1\",\"result\":{}}");
      assertThat(harness.agentReceived()).hasSize(1);
    }
  }
}
