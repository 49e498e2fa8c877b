package dev.assay.core.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.crypto.KeyedDigest;
import dev.assay.core.crypto.SecretBytes;
import dev.assay.core.evidence.CallEvents.OutcomeKind;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.evidence.CallEvents.ToolOutcome;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.TimeText;
import dev.assay.core.json.ByteLine;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.mcp.MessageId;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.Policy;
import dev.assay.core.policy.PolicyEngine;
import dev.assay.core.policy.PolicyReader;
import dev.assay.core.policy.PolicyReading;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Duties;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.testkit.JsonValues;
import dev.assay.testkit.Seed;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The parts of {@code digests.json} and {@code decision-events.json} that this package makes. Of
 * the events, the lean members are checked; the derived block is not written
 * (docs/explanation/differences.md). Manifest and target digests are those of {@code
 * PrivilegedDigestsTest}, state digests come with the policy that use them.
 */
class SurfaceVectorsTest {
  private static final Set<String> LATER = new TreeSet<>(List.of("dig-031", "evt-110", "evt-111"));

  @Test
  void argument_digests_equal_the_vectors() {
    int checked = 0;
    for (Json.Obj c : Vectors.cases("policy/digests.json", "cases")) {
      if (c.string("kind").equals(Optional.of("args_digest"))) {
        byte[] key = c.string("key_utf8").orElseThrow().getBytes(StandardCharsets.UTF_8);
        KeyedDigest digest =
            KeyedDigest.named(c.string("key_id").orElseThrow(), SecretBytes.takingOver(key));
        Json.Obj expect = c.object("expect").orElseThrow();
        Json.Obj arguments = c.object("arguments").orElseThrow();
        assertThat(ArgumentsDigest.projected(arguments)).isEqualTo(expect.get("projected"));
        assertThat(new ArgumentsDigest(digest).of(arguments))
            .asString(StandardCharsets.UTF_8)
            .isEqualTo(expect.string("args_digest").orElseThrow());
        checked++;
      }
    }
    assertThat(checked).isEqualTo(4);
  }

  @Test
  void tool_definition_bindings_equal_the_vectors() {
    int checked = 0;
    for (Json.Obj c : Vectors.cases("policy/digests.json", "cases")) {
      if (c.string("kind").equals(Optional.of("tool_definition"))) {
        ToolDefinition definition =
            ToolDefinition.of(
                    c.object("tool").orElseThrow(), c.string("server_label").orElseThrow())
                .orElseThrow();
        String expected =
            c.object("expect")
                .flatMap(e -> e.object("binding"))
                .flatMap(b -> b.string("digest"))
                .orElseThrow();
        assertThat(definition.bindingDigest()).contains(expected);
        checked++;
      }
    }
    assertThat(checked).isEqualTo(2);
  }

  @Test
  void decision_events_have_the_stated_kind_origin_and_call_id() {
    int checked = 0;
    Set<String> left = new TreeSet<>();
    for (Json.Obj c : Vectors.cases("policy/decision-events.json", "cases")) {
      String id = c.string("id").orElseThrow();
      Json.Obj input = c.object("input").orElseThrow();
      Json.Obj expect = c.object("expect").orElseThrow();
      if (c.string("kind").equals(Optional.of("tool_call_id"))) {
        checkCallId(id, input, expect.string("tool_call_id").orElseThrow());
        checked++;
      } else if (expect.get("decision_outcome_kind") != null && decision(input).isPresent()) {
        boolean dryRun =
            input.string("decision").equals(Optional.of("allow"))
                && decision(input).get() instanceof Decision.Deny;
        Json.Obj data =
            event("run:4", decision(input).get(), Optional.empty(), Json.Obj.EMPTY, dryRun);
        assertThat(data.get("decision_outcome_kind"))
            .as(id)
            .isEqualTo(expect.get("decision_outcome_kind"));
        assertThat(data.get("decision_origin")).as(id).isEqualTo(expect.get("decision_origin"));
        checked++;
      } else {
        left.add(id);
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(11);
    assertThat(LATER).containsAll(List.of("evt-110", "evt-111"));
    // approvals, scope, redaction, mandates and the fail-closed matrix have no decision of ours yet
    assertThat(left).contains("evt-110", "evt-111").doesNotContain("evt-001", "evt-002", "evt-004");
  }

  private static void checkCallId(String id, Json.Obj input, String expected) {
    Optional<MessageId> request = Optional.ofNullable(input.get("id")).flatMap(MessageId::of);
    Json.Obj data =
        event(
            "run:4", decision("P_POLICY_ALLOW"), request, input.object("arguments").orElseThrow());
    String made = data.string("tool_call_id").orElseThrow();
    if (expected.equals("gen_*")) {
      assertThat(made).as(id).startsWith("gen_");
    } else {
      assertThat(made).as(id).isEqualTo(expected);
    }
  }

  /** A decision of ours with the vector's reason; empty when this version has no such decision. */
  private static Optional<Decision> decision(Json.Obj input) {
    String code = input.string("reason_code").orElse("");
    boolean ours =
        Set.of("P_POLICY_ALLOW", "E_TOOL_UNCONSTRAINED", "P_TOOL_DENIED").contains(code)
            && input.get("fail_closed_applied") == Json.Bool.FALSE
            && !input
                .get("obligation_outcome_statuses")
                .equals(Json.Arr.ofStrings(List.of("skipped")));
    return ours ? Optional.of(decision(code)) : Optional.empty();
  }

  private static Decision decision(String logCode) {
    return switch (logCode) {
      case "P_TOOL_DENIED" -> Decision.Deny.of(ReasonCode.E_TOOL_DENIED);
      case "E_TOOL_UNCONSTRAINED" ->
          new Decision.Allow(ReasonCode.E_TOOL_UNCONSTRAINED, Match.NONE, Duties.NONE);
      default -> new Decision.Allow(ReasonCode.P_POLICY_ALLOW, Match.NONE, Duties.NONE);
    };
  }

  private static Json.Obj event(
      String eventId, Decision decision, Optional<MessageId> id, Json.Obj arguments) {
    return event(eventId, decision, id, arguments, false);
  }

  private static Json.Obj event(
      String eventId,
      Decision decision,
      Optional<MessageId> id,
      Json.Obj arguments,
      boolean dryRun) {
    ToolDecision event =
        surface()
            .event(
                eventId,
                new JudgedCall(
                    new ToolCall("tool", arguments),
                    id,
                    Optional.empty(),
                    decision,
                    Instant.EPOCH,
                    dryRun,
                    Optional.empty()));
    Json.Obj data = event.data();
    assertThat(written(event)).isEqualTo(CanonicalJson.canonicalBytes(data));
    return data;
  }

  private static DecisionSurface surface() {
    Policy policy =
        ((PolicyReading.Accepted)
                PolicyReader.read("version: \"2.0\"".getBytes(StandardCharsets.UTF_8), "p", false))
            .policy();
    return new DecisionSurface(
        policy, new ArgumentsDigest(KeyedDigest.named("k", SecretBytes.takingOver(new byte[32]))));
  }

  @Test
  void no_argument_value_gets_into_a_decision_event() {
    RandomGenerator random = Seed.random();
    PolicyEngine engine =
        new PolicyEngine(
            ((PolicyReading.Accepted)
                    PolicyReader.read(
                        "version: \"2.0\"\nschemas: { tool: { properties: { a: { pattern: \"^/x/\", maxLength: 3, type: string } } } }"
                            .getBytes(StandardCharsets.UTF_8),
                        "p",
                        false))
                .policy());
    for (int i = 0; i < 500; i++) {
      String secret = "s3cr3t" + Math.abs(random.nextLong());
      Json.Obj arguments =
          Json.object()
              .put("a", JsonValues.string(random) + secret)
              .put("b", JsonValues.any(random))
              .put(secret, 1)
              .build();
      Decision decision = engine.decide(new ToolCall("tool", arguments), new PolicyState(1, 1));
      String event = event("run:4", decision, Optional.empty(), arguments).toString();
      assertThat(event).as("seed %d", Seed.value()).doesNotContain(secret);
    }
  }

  @Test
  void times_are_written_as_the_jdk_writes_them() {
    RandomGenerator random = Seed.random();
    TimeText times = new TimeText();
    for (int i = 0; i < 2_000; i++) {
      long second = 1_700_000_000L + random.nextInt(3);
      int nanos = random.nextInt(1_000);
      for (int unit : new int[] {1, 1_000, 1_000_000}) {
        Instant time = Instant.ofEpochSecond(second, (long) nanos * unit);
        ByteLine line = new ByteLine(8);
        times.put(time, line);
        assertThat(new String(line.bytes(), StandardCharsets.UTF_8)).isEqualTo(time.toString());
      }
    }
  }

  @Test
  void a_reused_form_gives_the_same_event_as_a_fresh_one() {
    DecisionSurface used = surface();
    for (String name : List.of("a", "b", "a")) {
      for (Decision decision :
          List.of(
              decision("P_POLICY_ALLOW"),
              decision("P_TOOL_DENIED"),
              decision("E_TOOL_UNCONSTRAINED"),
              decision("P_POLICY_ALLOW"))) {
        for (boolean dryRun : new boolean[] {true, false}) {
          JudgedCall call =
              new JudgedCall(
                  new ToolCall(name, Json.Obj.EMPTY),
                  Optional.empty(),
                  Optional.empty(),
                  decision,
                  Instant.EPOCH,
                  dryRun,
                  Optional.empty());
          assertThat(written(used.event("e:1", call)))
              .isEqualTo(written(surface().event("e:1", call)));
        }
      }
    }
  }

  private static byte[] written(EventPayload payload) {
    ByteLine line = new ByteLine(16);
    payload.write(line);
    return line.bytes();
  }

  @Test
  void outcomes_are_canonical() {
    for (String tool : List.of("read_file", "t\"\\", "é")) {
      for (OutcomeKind kind : OutcomeKind.values()) {
        ToolOutcome outcome = new ToolOutcome(tool, "run.0:7", kind, true, 12);
        assertThat(written(outcome)).isEqualTo(CanonicalJson.canonicalBytes(outcome.data()));
      }
    }
  }

  @Test
  void ids_that_look_like_credentials_are_left_out() {
    for (String id :
        List.of("Bearer abc", "bearer x", "eyJhbGci.eyJzdWIi.c2lnbmF0", "ghp_abcdef", "sk-12345")) {
      Json.Obj data =
          event(
              "run:4", decision("P_POLICY_ALLOW"), MessageId.of(new Json.Str(id)), Json.Obj.EMPTY);
      assertThat(data.toString()).doesNotContain(id);
      assertThat(data.string("tool_call_id")).contains("gen_run:4");
    }
  }

  @Test
  void ids_and_names_are_cut_and_escaped() {
    String long300 = "i\u202e" + "x".repeat(240);
    Json.Obj data =
        event(
            "run:4",
            decision("P_POLICY_ALLOW"),
            MessageId.of(new Json.Str(long300)),
            Json.Obj.EMPTY);
    assertThat(data.string("request_id").orElseThrow())
        .contains("\\u{202e}")
        .doesNotContain("\u202e");
  }
}
