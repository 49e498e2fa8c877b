package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.approval.CallApprovals;
import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalFlaw;
import dev.assay.core.approval.ApprovalRequest;
import dev.assay.core.approval.ApprovalSubject;
import dev.assay.core.json.Json;
import dev.assay.testkit.Vectors;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Privileged calls that a person approves: the gate lists the tools for them, then they wait. */
class HeldPrivilegedCallsTest {
  private static final String TOOL =
      "{\"name\":\"vcs.add_deploy_key\",\"annotations\":{\"readOnlyHint\":true}}";
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":"
          + "\"vcs.add_deploy_key\",\"arguments\":{\"owner\":\"acme\",\"repo\":\"ledger\"}}}";
  private static final String CANCEL =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}";

  private static Json.Obj policy(String approvals, String more) {
    Json.Obj plain = PrivilegedSessionTest.policy("20s");
    Json.ObjBuilder policy = Json.object();
    plain.members().forEach(policy::put);
    return policy
        .put(
            "tools",
            Vectors.parse("{\"allow\":[\"*\"],\"approval_required\":[\"vcs.add_deploy_key\"]}"))
        .put("approvals", Vectors.parse(approvals))
        .put("limits", more.isEmpty() ? null : Vectors.parse(more))
        .build();
  }

  /** Calls, and answers the listing that this makes the gate ask for. */
  private static void listed(StdioHarness harness) {
    listed(harness, "{\"elicitation\":{}}");
  }

  private static void listed(StdioHarness harness, String capabilities) {
    harness.agent(
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"capabilities\":"
            + capabilities
            + "}}");
    assertThat(harness.upstreamReceived()).hasSize(1);
    harness.agent(CALL);
    String listing = harness.nextForUpstream();
    assertThat(listing).contains("tools/list");
    harness.upstream(
        "{\"jsonrpc\":\"2.0\",\"id\":\""
            + ((Json.Obj) Vectors.parse(listing)).string("id").orElseThrow()
            + "\",\"result\":{\"tools\":["
            + TOOL
            + "]}}");
  }

  private static void assertEstablished(StdioHarness harness, String path) {
    assertThat(harness.evidence.data("assay.tool.decision"))
        .singleElement()
        .satisfies(
            decision -> {
              Json.Obj establish =
                  decision.object("privileged").orElseThrow().object("establish").orElseThrow();
              assertThat(establish.string("run_outcome")).contains("complete");
              assertThat(establish.get("establish_attempted")).isEqualTo(Json.Bool.TRUE);
              assertThat(establish.string("establish_path")).contains(path);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accept | '' | established_then_allowed",
        "decline | '' | established_then_denied",
        "accept | {\"per_tool\":{\"x\":{\"max_calls\":1}}} | established_then_allowed",
        "decline | {\"per_tool\":{\"x\":{\"max_calls\":1}}} | established_then_denied",
      })
  void a_held_call_is_recorded_with_the_listing_that_was_asked_for_it(
      String action, String limits, String path) {
    Json.Obj policy = policy("{\"via\":[\"elicitation\"]}", limits);
    try (StdioHarness harness =
        new StdioHarness(policy, PrivilegedSessionTest.baseline(), CallApprovals.NONE)) {
      listed(harness);
      Json.Obj question = (Json.Obj) Vectors.parse(harness.nextForAgent());
      harness.agent(
          "{\"jsonrpc\":\"2.0\",\"id\":\""
              + question.string("id").orElseThrow()
              + "\",\"result\":{\"action\":\""
              + action
              + "\",\"content\":{\"approve\":true}}}");
      assertThat(harness.upstreamReceived()).hasSize(action.equals("accept") ? 1 : 0);
      assertEstablished(harness, path);
    }
  }

  @Test
  void so_is_one_that_is_cancelled() {
    Json.Obj policy = policy("{\"via\":[\"elicitation\"]}", "");
    try (StdioHarness harness =
        new StdioHarness(policy, PrivilegedSessionTest.baseline(), CallApprovals.NONE)) {
      listed(harness);
      assertThat(harness.nextForAgent()).contains("elicitation/create");
      harness.agent(CANCEL);
      assertThat(harness.upstreamReceived()).isEmpty();
      assertEstablished(harness, "established_then_denied");
    }
  }

  @Test
  void so_is_one_that_nobody_can_be_asked_about() {
    Json.Obj policy = policy("{\"via\":[\"elicitation\"]}", "");
    try (StdioHarness harness =
        new StdioHarness(policy, PrivilegedSessionTest.baseline(), CallApprovals.NONE)) {
      listed(harness, "{}");
      assertThat(harness.nextForAgent()).contains("the agent's client cannot ask its user");
      assertThat(harness.upstreamReceived()).isEmpty();
      assertEstablished(harness, "established_then_denied");
    }
  }

  /** Remembers by which time approvals are looked for. */
  private static final class Watched implements CallApprovals {
    private volatile Instant last = Instant.MIN;

    @Override
    public Search find(ApprovalSubject subject, Instant now) {
      last = now;
      return new Search.Flawed(ApprovalFlaw.EXPIRED);
    }

    @Override
    public Optional<ApprovalFlaw> use(ApprovalSubject subject, Approval approval) {
      return Optional.of(ApprovalFlaw.UNUSABLE);
    }

    @Override
    public Asking ask(ApprovalRequest request) {
      return Asking.UNASKED;
    }
  }

  @Test
  void an_approval_that_expires_while_the_tools_are_listed_lets_nothing_pass() {
    Watched watched = new Watched();
    Json.Obj policy = policy("{\"approvers\":[{\"id\":\"dana\",\"public_key\":\"d.pem\"}]}", "");
    try (StdioHarness harness =
        new StdioHarness(policy, PrivilegedSessionTest.baseline(), watched)) {
      Instant start = Instant.now();
      harness.agent(CALL);
      String listing = harness.nextForUpstream();
      harness.ahead = Duration.ofMinutes(10);
      harness.upstream(
          "{\"jsonrpc\":\"2.0\",\"id\":\""
              + ((Json.Obj) Vectors.parse(listing)).string("id").orElseThrow()
              + "\",\"result\":{\"tools\":["
              + TOOL
              + "]}}");
      assertThat(harness.nextForAgent()).contains("expired approval");
      assertThat(watched.last).isAfterOrEqualTo(start.plus(Duration.ofMinutes(10)));
    }
  }
}
