package dev.assay.core.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.decision.Remedy;
import dev.assay.core.policy.message.MessageRefusal;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.core.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicySetTest {
  private static final String V = "version: \"2.0\"\n";

  private static Policy set(String... texts) {
    return PolicySetPropertiesTest.together(
        Arrays.stream(texts).map(text -> Policies.accepted(V + text)).toList());
  }

  private static List<Problem> refused(String... texts) {
    List<PolicyText> documents = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      documents.add(new PolicyText("p" + (i + 1) + ".yaml", (V + texts[i]).getBytes(UTF_8)));
    }
    return Policies.problems(PolicyReader.readAll(documents, false));
  }

  private static Decision decide(Policy policy, String tool, Json.Obj arguments) {
    return new PolicyEngine(policy).decide(new ToolCall(tool, arguments), new PolicyState(1, 1));
  }

  @Test
  void one_policy_stays_itself() {
    Policy one = Policies.accepted(V + "tools: { allow: [a] }");
    PolicyReading alone = PolicySet.of(List.of(one));
    assertThat(alone).isEqualTo(new PolicyReading.Accepted(one));
    assertThat(one.parts()).containsExactly(one);
  }

  @Test
  void the_second_policy_denies_what_the_first_allows_and_is_named() {
    Policy set = set("tools: { allow: [a, b] }", "tools: { allow: [a], deny: [b] }");
    assertThat(decide(set, "a", Json.Obj.EMPTY)).isInstanceOf(Decision.Allow.class);
    Decision denied = decide(set, "b", Json.Obj.EMPTY);
    assertThat(denied.reason()).isEqualTo(ReasonCode.E_TOOL_DENIED);
    assertThat(denied.match().matchedRule()).isEqualTo("policy 2: tools.deny");
  }

  @Test
  void a_schema_denial_rests_on_the_list_of_its_own_policy() {
    Policy set =
        set(
            "tools: { allow: [a] }\nschemas: { a: { type: object, required: [q] } }",
            "tools: { allow: [\"*\"] }");
    assertThat(decide(set, "a", Json.Obj.EMPTY).match().matchedRule())
        .isEqualTo("policy 1: tools.allow");
  }

  @Test
  void what_one_policy_redacts_every_policy_judges_again() {
    String masks =
        "tools: { redact_args: { a: [{ redaction_target: /q, redaction_mode: mask,"
            + " redaction_scope: request }] } }";
    Json.Obj arguments = Json.object().put("q", "secret").build();
    Decision plain = decide(set(masks, "tools: { allow: [a] }"), "a", arguments);
    assertThat(((Decision.Allow) plain).duties().arguments()).isPresent();
    Policy strict = set(masks, "schemas: { a: { properties: { q: { const: secret } } } }");
    Decision denied = decide(strict, "a", arguments);
    assertThat(denied.reason()).isEqualTo(ReasonCode.E_REDACTION);
    assertThat(((Decision.Deny) denied).explanation()).contains("policy 2: schemas");
  }

  @Test
  void both_policies_redact() {
    String first =
        "tools: { redact_args: { a: [{ redaction_target: /q, redaction_mode: drop,"
            + " redaction_scope: request }] } }";
    Json.Obj arguments = Json.object().put("q", "s").put("r", "t").put("k", "v").build();
    Decision decision = decide(set(first, first.replace("/q", "/r")), "a", arguments);
    Decision.Allow allow = (Decision.Allow) decision;
    assertThat(allow.duties().arguments()).contains(Json.object().put("k", "v").build());
    assertThat(allow.duties().met()).containsExactly("redact_args");
  }

  @Test
  void a_message_passes_when_every_policy_lets_it() {
    Policy set = set("prompts: { allow: [\"*\"] }", "prompts: { deny: [secret] }");
    Json.Obj secret = Json.object().put("name", "secret").build();
    Optional<MessageRefusal> refusal = set.messages().fromAgent("prompts/get", secret);
    assertThat(refusal.orElseThrow().rule()).isEqualTo("policy 2: prompts");
    Json.Obj open = Json.object().put("name", "open").build();
    assertThat(set.messages().fromAgent("prompts/get", open)).isEmpty();
    assertThat(set.messages().governsServer()).isFalse();
    Policy asks = set("server_requests: { roots: allow }", "server_requests: { roots: deny }");
    assertThat(asks.messages().fromServer("roots/list", Json.Obj.EMPTY, Optional.empty()))
        .get()
        .extracting(MessageRefusal::rule)
        .isEqualTo("policy 2: server_requests.roots");
  }

  @Test
  void evidence_is_as_the_strictest_policy_wants_it() {
    assertThat(set("evidence: required", "evidence: best_effort").evidence())
        .isEqualTo(EvidenceMode.REQUIRED);
    assertThat(set("evidence: best_effort", "name: other").evidence())
        .isEqualTo(EvidenceMode.UNSPECIFIED);
    assertThat(set("evidence: best_effort", "evidence: best_effort").evidence())
        .isEqualTo(EvidenceMode.BEST_EFFORT);
    assertThat(set("listing: show", "listing: hide").hidesDeniedTools()).isTrue();
  }

  @Test
  void a_sequence_that_was_only_observed_is_told_as_its_policys() {
    Policy set = set("name: a", "sequences: [{ id: audited, require: { tool: log } }]");
    SessionLedger ledger = new SessionLedger(set.sessionPlan());
    ledger.attempt("x", Instant.EPOCH);
    ledger.forwarded("x");
    assertThat(ledger.findings())
        .singleElement()
        .satisfies(f -> assertThat(f.rule()).isEqualTo("policy 2: sequences.audited"));
    assertThat(set.sessionPlan().isEmpty()).isFalse();
    assertThat(set("name: a", "name: b").sessionPlan().isEmpty()).isTrue();
  }

  @Test
  void what_tools_are_held_against_stands_in_one_policy() {
    assertThat(
            refused(
                "tool_identity: { mode: locked }",
                "tool_identity: { mode: tofu }\nsignatures: { trust_policy: t.yaml }",
                "signatures: { trust_policy: u.yaml }"))
        .extracting(Problem::text)
        .containsExactly(
            "p2.yaml:2:1: `tool_identity` stands in policy 1 already, leave it in one of the policies",
            "p3.yaml:2:1: `signatures.trust_policy` stands in policy 2 already, leave it in one of"
                + " the policies");
    assertThat(refused("tool_identity: { hidden_text: deny }", "tool_identity: { mode: locked }"))
        .isEmpty();
  }

  @Test
  void approvals_stand_in_one_policy_and_are_of_what_is_sent() {
    String approves =
        "tools: { approval_required: [a] }\n"
            + "approvals: { approvers: [{ id: dana, public_key: dana.pem }] }";
    String redacts =
        "tools: { redact_args: { b: [{ redaction_target: /q, redaction_mode: mask,"
            + " redaction_scope: request }] } }";
    assertThat(refused(approves, "name: other")).isEmpty();
    assertThat(refused(approves, approves))
        .extracting(Problem::text)
        .containsExactly(
            "p2.yaml:3:1: `approvals` stands in policy 1 already, leave it in one of the policies");
    for (String more : List.of("{ max_age: 1m }", "{ wait: 5m }", "{}")) {
      assertThat(refused(approves, "approvals: " + more))
          .extracting(Problem::text)
          .containsExactly(
              "p2.yaml:2:1: `approvals` stands in policy 1 already, leave it in one of the"
                  + " policies");
    }
    assertThat(refused(approves, "tools: { approval_required: [b] }"))
        .extracting(Problem::text)
        .containsExactly("`approvals` stands in policy 1 already, leave it in one of the policies");
    assertThat(refused(redacts, approves))
        .extracting(Problem::text)
        .containsExactly(
            "policy 1 redacts calls that are approved by policy 2, put approvals and"
                + " `redact_args` into one policy");
    Decision asks = decide(set("name: other", approves), "a", Json.Obj.EMPTY);
    assertThat(asks.reason()).isEqualTo(ReasonCode.E_APPROVAL_REQUIRED);
    assertThat(asks.match().matchedRule()).isEqualTo("policy 2: tools.approval_required");
    assertThat(((Decision.Deny) asks).remedy()).isInstanceOf(Remedy.Ask.class);
  }

  private static final String GOVERNS =
      """
      tools: { %s }
      privileged_actions:
        tools: ["*"]
        caller: { id: c }
        upstream_credential: { scopes: ["repo:admin"] }
        allowances:
          - { action_class: github_deploy_key, targets: [{ owner: o, repo: "[REDACTED]" }, { owner: o, repo: r }] }
      """;

  private static final String MASKS =
      "redact_args: { create_deploy_key: [{ redaction_target: /%s, redaction_mode: mask,"
          + " redaction_scope: request }] }";

  @Test
  void privileged_actions_are_on_what_is_sent() {
    assertThat(refused(GOVERNS.formatted(""), "tools: { " + MASKS.formatted("repo") + " }"))
        .extracting(Problem::text)
        .containsExactly(
            "policy 2 redacts calls that are governed by policy 1, put `privileged_actions` and"
                + " `redact_args` into one policy");
    assertThat(refused(GOVERNS.formatted(""), GOVERNS.formatted("")))
        .extracting(Problem::text)
        .containsExactly(
            "p2.yaml:3:1: `privileged_actions` stands in policy 1 already, leave it in one of the"
                + " policies");
    Json.Obj target = Json.object().put("owner", "o").put("repo", "r").build();
    Policy allowed = set("name: other", GOVERNS.formatted(MASKS.formatted("repo")));
    assertThat(decide(allowed, "create_deploy_key", target)).isInstanceOf(Decision.Allow.class);
    Policy other = set("name: other", GOVERNS.formatted(MASKS.formatted("owner")));
    Decision denied = decide(other, "create_deploy_key", target);
    assertThat(denied.reason()).isEqualTo(ReasonCode.E_REDACTION);
    assertThat(((Decision.Deny) denied).explanation()).contains("policy 2: privileged_actions");
  }

  @Test
  void everything_that_is_wrong_with_any_policy_is_told() {
    assertThat(refused("tool: {}", "name: fine", "tols: {}"))
        .extracting(Problem::text)
        .satisfiesExactly(
            one -> assertThat(one).startsWith("p1.yaml:2:1: "),
            three -> assertThat(three).startsWith("p3.yaml:2:1: "));
    String[] nine = new String[PolicySet.MAX_POLICIES + 1];
    Arrays.fill(nine, "name: x");
    assertThat(refused(nine)).extracting(Problem::code).containsExactly("policy.set");
  }

  @Test
  void the_snapshot_of_a_set_is_read_whole_or_refused() {
    Json.Obj good = set("name: a", "name: b").canonicalForm();
    assertThat(PolicyReader.readCanonical(good, "policy"))
        .isInstanceOf(PolicyReading.Accepted.class);
    Json.Obj bad =
        Json.object().put("all_of", new Json.Arr(List.of(good, new Json.Str("policy")))).build();
    assertThat(Policies.problems(PolicyReader.readCanonical(bad, "policy")))
        .hasSizeGreaterThanOrEqualTo(2);
  }
}
