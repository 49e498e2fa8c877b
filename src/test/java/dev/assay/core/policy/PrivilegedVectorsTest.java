package dev.assay.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.PinHashes;
import dev.assay.core.identity.ToolBaseline;
import dev.assay.core.identity.ToolBaselineReader;
import dev.assay.core.identity.ToolHints;
import dev.assay.core.identity.ToolSighting;
import dev.assay.core.identity.ToolSighting.Listing;
import dev.assay.core.identity.ToolSighting.ServerStanding;
import dev.assay.core.identity.ToolTrust;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.mcp.ToolCall;
import dev.assay.core.mcp.ToolDefinition;
import dev.assay.core.policy.decision.Decision;
import dev.assay.core.policy.decision.Duties;
import dev.assay.core.policy.decision.Match;
import dev.assay.core.policy.decision.ReasonCode;
import dev.assay.core.policy.privileged.PrivilegedActions;
import dev.assay.core.surface.privileged.PrivilegedCall;
import dev.assay.core.surface.privileged.PrivilegedRecords;
import dev.assay.core.surface.privileged.PrivilegedSurface;
import dev.assay.core.surface.privileged.RecordText;
import dev.assay.core.surface.privileged.RelistOutcome;
import dev.assay.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code privileged-pdp.json}, {@code tool-decision-surface.json} and {@code
 * annotation-conformance.json}: decisions by the one engine, records by the one surface.
 */
class PrivilegedVectorsTest {
  private static final String PDP = "policy/privileged-pdp.json";

  /** Every tool is governed: the vectors know no other. */
  private static Policy policy(Json.Obj enforce) {
    Json.ObjBuilder section = Json.object().put("tools", Json.Arr.ofStrings(List.of("*")));
    enforce.members().forEach(section::put);
    return Policies.accepted(
        Json.object()
            .put("version", "2.0")
            .put("enforcement", Json.object().put("unconstrained_tools", "allow").build())
            .put("privileged_actions", section.build())
            .build());
  }

  private static ToolBaseline baseline(Json.Obj vector) {
    byte[] text =
        JsonText.compact(vector.get("declared_manifest")).getBytes(StandardCharsets.UTF_8);
    return ((ToolBaselineReader.Reading.Read) ToolBaselineReader.read(text, "s")).baseline();
  }

  private static ToolCall call(Json.Obj vector) {
    return new ToolCall(
        vector.string("tool").orElseThrow(), vector.object("arguments").orElseThrow());
  }

  private static ToolSighting sighting(String observed, String tool, ToolBaseline baseline) {
    ToolSighting sighting =
        switch (observed) {
          case "none" -> ToolSighting.unlisted(Listing.NOT_LISTED, ServerStanding.UNKNOWN);
          case "tool_absent" -> ToolSighting.unlisted(Listing.ABSENT, ServerStanding.UNKNOWN);
          case "ambiguous" -> ToolSighting.unlisted(Listing.AMBIGUOUS, ServerStanding.UNKNOWN);
          default -> {
            ObservedTool listed =
                new ObservedTool(
                    "s",
                    new ToolDefinition(tool, "", Optional.empty(), false),
                    observed,
                    new PinHashes("", "", ""),
                    true,
                    List.of(),
                    ToolTrust.Standing.NOT_ASKED,
                    ToolHints.NONE);
            yield new ToolSighting(
                Listing.LISTED,
                Optional.of(listed),
                ToolSighting.Approval.NONE,
                ServerStanding.UNKNOWN);
          }
        };
    return sighting.heldAgainst(baseline.tool(tool));
  }

  private static PrivilegedRecords decide(
      Policy policy, ToolCall call, ToolSighting sighting, RelistOutcome relisted) {
    Decision decision = new PolicyEngine(policy).decide(call, Sightings.state(1, sighting));
    return new PrivilegedSurface(policy.privilegedActions(), "s", Optional.empty())
        .of(new PrivilegedCall(call, sighting, relisted, decision, false));
  }

  @TestFactory
  Stream<DynamicTest> every_call_is_decided_and_recorded_as_the_vectors_say() {
    List<Json.Obj> cases =
        Vectors.cases(PDP, "cases").stream().filter(c -> c.get("kind") == null).toList();
    assertThat(cases).hasSize(24);
    return cases.stream()
        .map(c -> dynamicTest(c.string("id").orElseThrow(), () -> checkDecision(c)));
  }

  private static void checkDecision(Json.Obj vector) {
    ToolCall call = call(vector.object("call").orElseThrow());
    ToolSighting sighting =
        sighting(vector.string("observed").orElseThrow(), call.name(), baseline(vector));
    Json.Obj record =
        decide(
                policy(vector.object("enforce_policy").orElseThrow()),
                call,
                sighting,
                RelistOutcome.NOT_PERFORMED)
            .enforcement();
    Json.Obj expect = vector.object("expect").orElseThrow();
    for (String name : List.of("decision", "reason", "fail_closed", "drift_state")) {
      assertThat(record.get(name)).as(name).isEqualTo(expect.get(name));
    }
    assertThat(record.object("tool").orElseThrow().get("action_class"))
        .isEqualTo(expect.get("action_class"));
    assertThat(record.object("action").orElseThrow().get("target_digest"))
        .isEqualTo(expect.get("target_digest"));
  }

  /** What a listing of ours finds, and what becomes of it, by the server's behaviour. */
  private static final Map<String, RelistOutcome> RELISTED =
      Map.of(
          "complete_with_tool", RelistOutcome.COMPLETE,
          "complete_without_tool", RelistOutcome.COMPLETE,
          "complete_drifted", RelistOutcome.COMPLETE,
          "no_answer", RelistOutcome.TIMED_OUT,
          "one_page_then_silence", RelistOutcome.PARTIAL,
          "error_response", RelistOutcome.ERROR_RESPONSE,
          "write_failure", RelistOutcome.TRANSPORT_ERROR);

  @TestFactory
  Stream<DynamicTest> every_journey_to_a_listing_is_recorded_as_the_vectors_say() {
    List<Json.Obj> cases =
        Vectors.cases(PDP, "cases").stream().filter(c -> c.get("kind") != null).toList();
    assertThat(cases).hasSize(10);
    return cases.stream()
        .map(c -> dynamicTest(c.string("id").orElseThrow(), () -> checkJourney(c)));
  }

  private static void checkJourney(Json.Obj vector) {
    ToolCall call = call(vector.object("call").orElseThrow());
    ToolBaseline baseline = baseline(vector);
    String behaviour =
        vector.get("upstream_behaviour_on_relist") instanceof Json.Str(String text) ? text : "";
    String now =
        switch (behaviour) {
          case "complete_with_tool" -> baseline.tool(call.name()).orElseThrow().toolDigest();
          case "complete_without_tool" -> "tool_absent";
          case "complete_drifted" -> "sha256:" + "b2".repeat(32);
          default -> vector.string("observed").orElseThrow();
        };
    PrivilegedRecords records =
        decide(
            policy(vector.object("enforce_policy").orElseThrow()),
            call,
            sighting(now, call.name(), baseline),
            RELISTED.getOrDefault(behaviour, RelistOutcome.NOT_PERFORMED));
    Json.Obj expect = vector.object("expect").orElseThrow();
    assertThat(records.enforcement().get("decision")).isEqualTo(expect.get("decision"));
    assertThat(records.enforcement().get("reason")).isEqualTo(expect.get("reason"));
    assertThat((Json) records.establish()).isEqualTo(expect.get("establish_record"));
  }

  private static PrivilegedSurface surface() {
    Json.Obj none = (Json.Obj) Vectors.parse("{\"caller\":{\"id\":\"c\"}}");
    PrivilegedActions actions = policy(none).privilegedActions();
    return new PrivilegedSurface(actions, "s", Optional.empty());
  }

  @TestFactory
  Stream<DynamicTest> every_surface_is_as_the_vectors_say() {
    return Vectors.cases("policy/tool-decision-surface.json", "cases").stream()
        .map(c -> dynamicTest(c.string("id").orElseThrow(), () -> checkSurface(c)));
  }

  private static void checkSurface(Json.Obj vector) {
    if (vector.get("input") instanceof Json.Str(String hostile)) {
      assertThat(RecordText.bounded(hostile)).isEqualTo(vector.string("expect").orElseThrow());
      return;
    }
    Decision decision =
        switch (vector.string("effect").orElseThrow()) {
          case "allow" -> new Decision.Allow(ReasonCode.P_POLICY_ALLOW, Match.NONE, Duties.NONE);
          case "deny" -> Decision.Deny.of(ReasonCode.E_PRIVILEGED_NO_ALLOWANCE);
          default -> Decision.Deny.of(ReasonCode.S_INTERNAL_ERROR);
        };
    PrivilegedRecords records =
        surface()
            .of(
                new PrivilegedCall(
                    call(vector),
                    ToolSighting.NOT_LISTED,
                    RelistOutcome.NOT_PERFORMED,
                    decision,
                    false));
    Json.Obj record = records.surface().record(vector.string("status").orElseThrow());
    Json.Obj entry = Vectors.objects(record.get("observed_tool_decisions")).getFirst();
    Json.Obj expect = vector.object("expect").orElseThrow();
    for (String name :
        List.of(
            "tool", "classification", "reason_code", "detail", "action", "response", "redaction")) {
      assertThat(entry.get(name)).as(name).isEqualTo(expect.get(name));
    }
    assertThat(entry.object("decision").orElseThrow().get("effect"))
        .isEqualTo(expect.get("decision_effect"));
    String all = JsonText.compact(record) + JsonText.compact(records.member());
    for (Json forbidden : ((Json.Arr) vector.get("forbidden_substrings")).items()) {
      String text = ((Json.Str) forbidden).value();
      // a word of two letters is part of words that have to stand there
      assertThat(all).doesNotContain(text.length() < 3 ? "\"" + text + "\"" : text);
    }
  }

  @TestFactory
  Stream<DynamicTest> every_conformance_is_as_the_vectors_say() {
    return Vectors.cases("policy/annotation-conformance.json", "cases").stream()
        .map(c -> dynamicTest(c.string("id").orElseThrow(), () -> checkConformance(c)));
  }

  private static void checkConformance(Json.Obj vector) {
    Json.Obj listed =
        Json.object()
            .put("name", vector.string("tool").orElseThrow())
            .put("annotations", vector.get("annotations"))
            .build();
    boolean complete = vector.string("observation_basis").orElseThrow().equals("complete");
    ToolSighting sighting =
        complete
            ? new ToolSighting(
                Listing.LISTED,
                ObservedTool.of(listed, "s", Optional.empty()),
                ToolSighting.Approval.NONE,
                ServerStanding.UNKNOWN)
            : ToolSighting.NOT_LISTED;
    Json.Obj record =
        surface()
            .of(
                new PrivilegedCall(
                    call(vector),
                    sighting,
                    RelistOutcome.NOT_PERFORMED,
                    Decision.Deny.of(ReasonCode.E_PRIVILEGED_NO_ALLOWANCE),
                    false))
            .conformance();
    Json.Obj expect = vector.object("expect").orElseThrow();
    for (String name :
        List.of("conformance", "mismatch_kind", "assessed_axes", "unassessed_axes", "declared")) {
      assertThat(record.get(name)).as(name).isEqualTo(expect.get(name));
    }
    assertThat(record.object("observed").orElseThrow().get("behavior_class"))
        .isEqualTo(expect.get("behavior_class"));
    assertThat(record.get("observation_basis")).isEqualTo(vector.get("observation_basis"));
  }
}
