package dev.assay.adapter.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.gateway.ToolApprovals;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.identity.LockedServer;
import dev.assay.core.identity.ToolListing;
import dev.assay.core.identity.ToolSignature;
import dev.assay.core.identity.ToolTrust;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import dev.assay.testkit.Attestations;
import dev.assay.testkit.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Tools held against what was approved, over a session: pages, news of other tools, second
 * listings, second handshakes, further sessions. Source: {@code mcp-gateway.md} D-8.
 */
class ToolIdentitySessionTest {
  private static final String A = "{\"name\":\"a\",\"description\":\"reads\"}";
  private static final String B = "{\"name\":\"b\",\"inputSchema\":{\"type\":\"object\"}}";
  private static final String OTHER_A = "{\"name\":\"a\",\"description\":\"reads and sends\"}";

  private int ids;
  private List<String> shown = List.of();

  private static Json.Obj policy(String identity) {
    return (Json.Obj)
        Vectors.parse(
            """
            {"version":"2.0","tools":{"allow":["*"]},"enforcement":{"unconstrained_tools":"allow"},"tool_identity":%s}"""
                .formatted(identity));
  }

  private static final Json.Obj LOCKED = policy("{\"mode\":\"locked\"}");

  private static LockedServer approved(String instructions, String... tools) {
    ToolListing listing = new ToolListing("test");
    listing.add((Json.Arr) Vectors.parse("[" + String.join(",", tools) + "]"));
    return listing.identity(LockedServer.instructionsDigest(instructions));
  }

  private static StdioHarness locked(Json.Obj policy) {
    return new StdioHarness(policy, ToolApprovals.locked(approved("", A, B)));
  }

  /** Asks for one page and lets the server answer it. */
  private void page(StdioHarness harness, String cursor, String next, String... tools) {
    int id = ++ids;
    String params = cursor.isEmpty() ? "" : ",\"params\":{\"cursor\":\"" + cursor + "\"}";
    harness.agent(
        "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/list\"" + params + "}");
    harness.upstreamReceived();
    String answer =
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"result\":{\"tools\":["
            + String.join(",", tools)
            + "]"
            + (next.isEmpty() ? "" : ",\"nextCursor\":\"" + next + "\"")
            + "}}";
    harness.upstream(answer);
    String delivered = String.join("", harness.agentReceived());
    shown = names(delivered);
    if (shown.equals(names(answer))) {
      assertThat(delivered).isEqualTo(answer);
    }
  }

  private static List<String> names(String answer) {
    Json.Obj result = ((Json.Obj) Vectors.parse(answer)).object("result").orElseThrow();
    return Vectors.objects(result.get("tools")).stream()
        .map(tool -> tool.string("name").orElse(""))
        .toList();
  }

  @Test
  void a_tool_that_is_not_in_the_lock_is_hidden_and_denied_unless_drift_only_warns() {
    String extra = "{\"name\":\"extra\",\"description\":\"new\"}";
    try (StdioHarness harness = locked(LOCKED)) {
      page(harness, "", "2", A, extra);
      assertThat(shown).containsExactly("a");
      page(harness, "2", "", B);
      assertThat(shown).containsExactly("b");
      assertThat(call(harness, "extra")).isEqualTo("E_TOOL_DRIFT");
      assertThat(call(harness, "a")).isEqualTo("allowed");
      assertThat(harness.evidence.data("assay.tool.definitions"))
          .as("what was listed is on record whole")
          .anySatisfy(event -> assertThat(event.toString()).contains("extra", "added"));
    }
    try (StdioHarness harness = locked(policy("{\"mode\":\"locked\",\"on_drift\":\"warn\"}"))) {
      listing(harness, A, B, extra);
      assertThat(shown).containsExactly("a", "b", "extra");
    }
  }

  private void listing(StdioHarness harness, String... tools) {
    page(harness, "", "", tools);
  }

  private void initialize(StdioHarness harness, String instructions) {
    int id = ++ids;
    harness.agent(
        "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"initialize\",\"params\":{}}");
    harness.upstreamReceived();
    harness.upstream(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"result\":{\"instructions\":\""
            + instructions
            + "\"}}");
    harness.agentReceived();
  }

  private static void announce(StdioHarness harness) {
    harness.upstream("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
    assertThat(harness.agentReceived()).hasSize(1);
  }

  /** Calls a tool: {@code allowed}, or the engine's code of the denial. */
  private String call(StdioHarness harness, String tool) {
    int id = ++ids;
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + id
            + ",\"method\":\"tools/call\",\"params\":{\"name\":\""
            + tool
            + "\",\"arguments\":{}}}";
    harness.agent(call);
    if (harness.upstreamReceived().contains(call)) {
      harness.upstream("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"content\":[]}}");
      harness.agentReceived();
      return "allowed";
    }
    Json.Obj answer = (Json.Obj) Vectors.parse(harness.nextForAgent());
    return answer
        .object("result")
        .flatMap(result -> result.object("_meta"))
        .flatMap(meta -> meta.object("dev.assay/decision"))
        .flatMap(decision -> decision.string("code"))
        .orElseThrow();
  }

  @Test
  void a_call_waits_for_a_complete_listing_that_is_as_approved() {
    try (StdioHarness harness = locked(LOCKED)) {
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      page(harness, "", "more", A);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      page(harness, "more", "", B);
      assertThat(call(harness, "a")).isEqualTo("allowed");
      assertThat(call(harness, "b")).isEqualTo("allowed");
      assertThat(harness.console).noneMatch(line -> line.contains("drift"));
    }
  }

  @Test
  void a_definition_that_changes_in_mid_session_is_denied_from_then_on() {
    try (StdioHarness harness = locked(LOCKED)) {
      listing(harness, A, B);
      assertThat(call(harness, "a")).isEqualTo("allowed");
      announce(harness);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      listing(harness, OTHER_A, B);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_DRIFT");
      assertThat(call(harness, "b")).isEqualTo("allowed");
      assertThat(harness.console)
          .anyMatch(l -> l.contains("drift: tool `a` has another definition than was approved"))
          .anyMatch(l -> l.contains("DENY a reason=tool_drift"));
      listing(harness, A, B);
      assertThat(call(harness, "a")).isEqualTo("allowed");
    }
  }

  @Test
  void drift_on_a_page_counts_before_the_listing_is_complete() {
    try (StdioHarness harness =
        locked(policy("{\"mode\":\"locked\",\"on_drift\":\"deny_server\"}"))) {
      listing(harness, A, B);
      assertThat(call(harness, "b")).isEqualTo("allowed");
      page(harness, "", "more", OTHER_A);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_DRIFT");
      assertThat(call(harness, "b")).isEqualTo("E_TOOL_DRIFT");
    }
  }

  @Test
  void a_name_on_two_pages_stands_for_nothing() {
    try (StdioHarness harness = locked(LOCKED)) {
      page(harness, "", "more", A, B);
      page(harness, "more", "", OTHER_A);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_AMBIGUOUS");
      assertThat(call(harness, "b")).isEqualTo("allowed");
    }
  }

  @Test
  void a_renamed_tool_is_a_new_one_and_the_old_one_is_gone() {
    try (StdioHarness harness = locked(LOCKED)) {
      listing(harness, "{\"name\":\"a2\",\"description\":\"reads\"}", B);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      assertThat(call(harness, "a2")).isEqualTo("E_TOOL_DRIFT");
      assertThat(harness.console)
          .anyMatch(line -> line.contains("tool `a` was approved and is no longer offered"))
          .anyMatch(line -> line.contains("tool `a2` is not in what was approved"));
    }
  }

  @Test
  void other_instructions_deny_whenever_they_are_given() {
    try (StdioHarness harness =
        new StdioHarness(LOCKED, ToolApprovals.locked(approved("be kind", A)))) {
      initialize(harness, "be kind");
      listing(harness, A);
      assertThat(call(harness, "a")).isEqualTo("allowed");
      initialize(harness, "be quick");
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_DRIFT");
      listing(harness, A);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_DRIFT");
      assertThat(harness.console).anyMatch(l -> l.contains("drift: the server's instructions"));
      initialize(harness, "be kind");
      assertThat(call(harness, "a")).isEqualTo("allowed");
    }
  }

  @Test
  void warned_drift_passes_and_every_record_says_so() {
    try (StdioHarness harness = locked(policy("{\"mode\":\"locked\",\"on_drift\":\"warn\"}"))) {
      assertThat(call(harness, "a")).isEqualTo("allowed");
      listing(harness, OTHER_A, B);
      assertThat(call(harness, "a")).isEqualTo("allowed");
      assertThat(harness.evidence.data("assay.tool.decision"))
          .extracting(data -> data.string("reason_code").orElseThrow())
          .containsExactly("E_TOOL_UNOBSERVED", "E_TOOL_DRIFT");
    }
  }

  @Test
  void a_listing_is_recorded_with_how_it_compares() {
    try (StdioHarness harness = locked(LOCKED)) {
      listing(harness, OTHER_A, "{\"name\":\"c\",\"title\":\"x\\u200by\"}");
      Json.Obj event = harness.evidence.data("assay.tool.definitions").getFirst();
      assertThat(event.object("approved").orElseThrow())
          .isEqualTo(
              Json.object()
                  .put("basis", "lock")
                  .put("digest", approved("", A, B).digest())
                  .build());
      assertThat(event.string("instructions_digest")).contains(LockedServer.instructionsDigest(""));
      assertThat(Vectors.objects(event.get("tools")))
          .extracting(
              tool ->
                  tool.string("name").orElseThrow() + " " + tool.string("standing").orElseThrow())
          .containsExactly("a changed", "c added", "b removed");
      Json.Obj c = Vectors.objects(event.get("tools")).get(1);
      assertThat(c.get("hidden_text")).isEqualTo(Vectors.parse("[\"zero_width\"]"));
      assertThat(c.string("tool_digest")).isPresent();
      assertThat(harness.console)
          .anyMatch(l -> l.contains("hidden text in tool `c`: 1 characters of no width"));
    }
  }

  @Test
  void elements_without_a_name_are_drift_of_the_whole_server() {
    try (StdioHarness harness =
        locked(policy("{\"mode\":\"locked\",\"on_drift\":\"deny_server\"}"))) {
      listing(harness, A, B, "{\"description\":\"obey\"}");
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_DRIFT");
    }
  }

  @Test
  void hidden_text_denies_by_itself_when_the_policy_says_so() {
    Json.Obj policy = policy("{\"hidden_text\":\"deny\"}");
    try (StdioHarness harness = new StdioHarness(policy, ToolApprovals.none())) {
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      listing(harness, A, "{\"name\":\"b\",\"description\":\"x\\u202ey\"}");
      assertThat(call(harness, "a")).isEqualTo("allowed");
      assertThat(call(harness, "b")).isEqualTo("E_TOOL_HIDDEN_TEXT");
      initialize(harness, "x\\u200by");
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_HIDDEN_TEXT");
    }
  }

  @Test
  void denials_for_who_a_tool_is_spend_nothing() {
    Json.Obj policy =
        (Json.Obj)
            Vectors.parse(
                """
                {"version":"2.0","tools":{"allow":["*"]},"enforcement":{"unconstrained_tools":"allow"},\
                "limits":{"max_tool_calls_total":1},"tool_identity":{"mode":"locked"}}""");
    try (StdioHarness harness = locked(policy)) {
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      listing(harness, A, B);
      assertThat(call(harness, "a")).isEqualTo("allowed");
      assertThat(call(harness, "a")).isEqualTo("E_RATE_LIMIT");
      assertThat(harness.session.counters().denied()).isEqualTo(3);
    }
  }

  /** First uses in memory; fails when told to. */
  private static final class Memory implements ToolApprovals.FirstUse {
    private final List<LockedServer> kept = new ArrayList<>();
    private boolean broken;

    @Override
    public Keeping keep(LockedServer offered) {
      if (broken) {
        return new Keeping.Failed(Problem.of("lock.first_use", "disk full", Where.NOWHERE));
      }
      kept.add(offered);
      return new Keeping.Kept(kept.getFirst(), "memory");
    }

    ToolApprovals approvals() {
      return ToolApprovals.firstUse(kept.stream().findFirst(), this);
    }
  }

  private static final Json.Obj TOFU = policy("{\"mode\":\"tofu\"}");

  @Test
  void the_first_use_is_trusted_and_the_next_session_is_held_against_it() {
    Memory memory = new Memory();
    try (StdioHarness first = new StdioHarness(TOFU, memory.approvals())) {
      assertThat(call(first, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      listing(first, A, B);
      assertThat(call(first, "a")).isEqualTo("allowed");
      assertThat(first.console)
          .anyMatch(l -> l.contains("first use of this server: its 2 tools are taken as approved"));
      listing(first, A, B, "{\"name\":\"c\"}");
      assertThat(call(first, "c")).isEqualTo("E_TOOL_DRIFT");
    }
    assertThat(memory.kept).containsExactly(approved("", A, B));
    try (StdioHarness second = new StdioHarness(TOFU, memory.approvals())) {
      listing(second, OTHER_A, B);
      assertThat(call(second, "a")).isEqualTo("E_TOOL_DRIFT");
      assertThat(call(second, "b")).isEqualTo("allowed");
      assertThat(second.console).noneMatch(line -> line.contains("first use"));
    }
    assertThat(memory.kept).hasSize(1);
  }

  @Test
  void of_two_first_uses_at_once_the_second_is_held_against_the_first() {
    Memory memory = new Memory();
    ToolApprovals late = ToolApprovals.firstUse(Optional.empty(), memory);
    memory.keep(approved("", A, B));
    try (StdioHarness harness = new StdioHarness(TOFU, late)) {
      listing(harness, OTHER_A, B);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_DRIFT");
      assertThat(call(harness, "b")).isEqualTo("allowed");
    }
  }

  @Test
  void a_first_use_that_cannot_be_kept_is_not_trusted() {
    Memory memory = new Memory();
    memory.broken = true;
    try (StdioHarness harness = new StdioHarness(TOFU, memory.approvals())) {
      listing(harness, A);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      assertThat(harness.console).anyMatch(line -> line.contains("disk full"));
      memory.broken = false;
      listing(harness, A);
      assertThat(call(harness, "a")).isEqualTo("allowed");
    }
  }

  @Test
  void what_cannot_be_approved_is_not_part_of_a_first_use() {
    Memory memory = new Memory();
    String inexact = "{\"name\":\"c\",\"inputSchema\":{\"maximum\":9007199254740993}}";
    try (StdioHarness harness = new StdioHarness(TOFU, memory.approvals())) {
      listing(harness, A, B, B, inexact);
      assertThat(call(harness, "a")).isEqualTo("allowed");
      assertThat(call(harness, "b")).isEqualTo("E_TOOL_AMBIGUOUS");
      assertThat(call(harness, "c")).isEqualTo("E_TOOL_DRIFT");
    }
    assertThat(memory.kept).containsExactly(approved("", A));
  }

  @Test
  void a_signature_that_the_policy_asks_for_is_checked_in_every_listing() {
    Json.Obj policy =
        (Json.Obj)
            Vectors.parse(
                """
                {"version":"2.0","tools":{"allow":["*"]},"enforcement":{"unconstrained_tools":"allow"},\
                "signatures":{"trust_policy":"trust.yaml"}}""");
    SigningKey key = Attestations.ed25519(7);
    Json.Obj plain = (Json.Obj) Vectors.parse(A);
    String signed = JsonText.compact(ToolSignature.sign(plain, key, "2026-03-01T12:00:00Z", false));
    String foreign =
        JsonText.compact(
            ToolSignature.sign(plain, Attestations.ed25519(8), "2026-03-01T12:00:00Z", true));
    ToolTrust trust = ToolTrust.only(key.verifyingKey());
    try (StdioHarness harness = new StdioHarness(policy, ToolApprovals.none().signedBy(trust))) {
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      listing(harness, signed);
      assertThat(call(harness, "a")).isEqualTo("allowed");
      listing(harness, A);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNSIGNED");
      listing(harness, foreign);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_KEY_UNTRUSTED");
      listing(harness, signed.replace("reads", "mails"));
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_SIGNATURE_INVALID");
    }
    try (StdioHarness nobodyChecks = new StdioHarness(policy, ToolApprovals.none())) {
      listing(nobodyChecks, signed);
      assertThat(call(nobodyChecks, "a")).isEqualTo("E_TOOL_UNSIGNED");
    }
  }

  @Test
  void a_pinned_tool_is_held_against_the_policy_itself() {
    String digest = approved("", A).tools().get("a").toolDigest();
    Json.Obj policy =
        (Json.Obj)
            Vectors.parse(
                """
                {"version":"2.0","tools":{"allow":["*"]},"enforcement":{"unconstrained_tools":"allow"},\
                "tool_pins":{"a":{"tool_digest":"%s"}}}"""
                    .formatted(digest));
    try (StdioHarness harness = new StdioHarness(policy)) {
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      assertThat(call(harness, "b")).isEqualTo("allowed");
      listing(harness, A);
      assertThat(call(harness, "a")).isEqualTo("allowed");
      announce(harness);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_UNOBSERVED");
      listing(harness, OTHER_A);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_DRIFT");
      listing(harness, A, A);
      assertThat(call(harness, "a")).isEqualTo("E_TOOL_AMBIGUOUS");
    }
  }
}
