package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.rule.EachEvent.Look;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * {@code raw_argument_absence_checked}: the gate's own events have their closed shapes, and no
 * member of those holds raw arguments. A rule about shapes, so at most inferred: a permitted member
 * could still be misused by whoever wrote the event. Source: {@code
 * docs/adr/0003-event-payloads.md}.
 */
final class RawArgumentRule implements ClaimRule {
  private static final Map<String, Set<String>> SHAPES = new HashMap<>();

  static {
    shape("assay.session.started", "schema server transport mode policy_digest upstream part");
    shape("assay.policy.snapshot", "schema policy_digest canonicalization chunk chunks text");
    shape(
        "assay.tool.definitions",
        "schema server source set_digest instructions_digest approved chunk chunks tools");
    shape(
        ToolDecision.TYPE,
        "tool decision typed_decision reason_code engine_code reason mode decision_id"
            + " decided_at tool_call_id request_id args_digest args_schema_hash"
            + " effective_args_digest approval_artifact_digest approval_basis approval_id approval_key_id"
            + " approval_state approver obligations obligation_outcomes matched_rule"
            + " match_basis tool_classes matched_tool_classes decision_outcome_kind"
            + " decision_origin privileged policy_version policy_digest policy_snapshot_digest"
            + " policy_snapshot_digest_alg policy_snapshot_canonicalization"
            + " policy_snapshot_schema tool_definition_digest tool_definition_digest_alg"
            + " tool_definition_canonicalization tool_definition_schema"
            + " tool_definition_source");
    shape("assay.tool.outcome", "schema tool decision_id outcome basis delivered answer_bytes");
    shape("assay.tool.surface", "schema decision_id surface");
    shape("assay.mcp.manifest", "schema status server observed non_claims");
    shape("assay.message.refused", "schema direction reason bytes digest mode");
    shape("assay.upstream.exited", "schema server exit_code stopped_by_gateway open_calls");
    shape("assay.session.finding", "schema server rule kind finding forwarded_calls policy_digest");
    shape("assay.evidence.gap", "reason count unrecorded_forwards bytes_dropped after_seq");
    shape(
        "assay.session.sealed",
        "schema run_id source sealed_at events_before envelope_root first_time last_time"
            + " recorder_key_id counts policy_digests recorder close_reason part sensors");
  }

  private static void shape(String type, String members) {
    SHAPES.put(type, new HashSet<>(Arrays.asList(members.split(" "))));
  }

  @Override
  public ClaimId id() {
    return ClaimId.RAW_ARGUMENT_ABSENCE_CHECKED;
  }

  @Override
  public String sentence() {
    return "every event of the gate's own types has the closed shape in which no member holds raw"
        + " arguments";
  }

  @Override
  public ClaimTally begin() {
    return new EachEvent(
        RawArgumentRule::look,
        (support, _) ->
            support.isUnanimous() ? new Finding.Inferred(support) : EachEvent.absent(support));
  }

  private static Look look(ObservedEvent event) {
    Set<String> shape = SHAPES.get(event.type());
    if (shape == null) {
      return Look.UNRELATED;
    }
    return shape.containsAll(event.members().members().keySet())
        ? Look.SUPPORTS
        : Look.rejected(LevelReason.PAYLOAD_NOT_CLOSED, event.type());
  }

  @Override
  public Quantifier quantifier() {
    return Quantifier.ALL;
  }

  @Override
  public Raise raise(Finding finding) {
    return Raise.none(finding);
  }
}
