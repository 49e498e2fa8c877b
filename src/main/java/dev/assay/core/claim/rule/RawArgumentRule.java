package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import dev.assay.core.claim.rule.EachEvent.Look;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code raw_argument_absence_checked}: the payload of each of the gate's own events is an object
 * of its closed shape, at every depth, and no member of those is made for raw arguments. A rule
 * about shapes, so at most inferred: a permitted member could still be misused by whoever wrote the
 * event. Targets of privileged calls name owner, repository and role in the clear. Source: {@code
 * docs/adr/0003-event-payloads.md}, {@code docs/adr/0026-privileged-actions.md}.
 */
final class RawArgumentRule implements ClaimRule {
  private static final String TARGET =
      " target { provider owner repo key_title_hash read_only workspace_id_hash channel_id_hash"
          + " principal_hash role } ";

  private static final String PRIVILEGED =
      " privileged {"
          + " conformance { schema observation_basis tool { name tool_digest action_class }"
          + " declared { read_only destructive idempotent open_world }"
          + " observed { classification_state verb behavior_class }"
          + " conformance mismatch_kind assessed_axes unassessed_axes non_claims }"
          + " enforcement { schema caller { id } tool { name action_class }"
          + " action { verb resource_type target_digest"
          + TARGET
          + "} decision reason fail_closed drift_state credential_alias mode non_claims }"
          + " establish { schema establish_path establish_attempted action_class run_outcome } } ";

  private static final Map<String, ClosedShape> SHAPES = new HashMap<>();

  static {
    shape(
        "assay.session.started",
        "schema server transport mode policy_digest"
            + " upstream { argv0 resolved_path executable_sha256 args_digest } part { index }");
    shape("assay.policy.snapshot", "schema policy_digest canonicalization chunk chunks text");
    shape(
        "assay.tool.definitions",
        "schema server source set_digest instructions_digest approved { basis digest } chunk chunks"
            + " tools { name definition_digest tool_digest binding_digest standing hidden_text }");
    shape(
        ToolDecision.TYPE,
        "tool decision typed_decision reason_code engine_code reason mode decision_id"
            + " decided_at tool_call_id request_id args_digest args_schema_hash"
            + " effective_args_digest approval_artifact_digest approval_basis approval_id approval_key_id"
            + " approval_state approver obligations { type } obligation_outcomes { type status"
            + " reason_code enforcement_stage normalization_version } matched_rule"
            + " match_basis tool_classes matched_tool_classes decision_outcome_kind"
            + " decision_origin policy_version policy_digest policy_snapshot_digest"
            + " policy_snapshot_digest_alg policy_snapshot_canonicalization"
            + " policy_snapshot_schema tool_definition_digest tool_definition_digest_alg"
            + " tool_definition_canonicalization tool_definition_schema"
            + " tool_definition_source"
            + PRIVILEGED);
    shape("assay.tool.outcome", "schema tool decision_id outcome basis delivered answer_bytes");
    shape(
        "assay.tool.surface",
        "schema decision_id surface { schema observed_tool_decisions { server { id transport }"
            + " tool { name category } classification reason_code detail"
            + " action { class verb resource_type required_scope"
            + TARGET
            + "} decision { effect source rule_id enforced }"
            + " redaction { arguments_redacted credential_alias secret_material_stored }"
            + " response { status side_effect_asserted side_effect_verified } } non_claims }");
    shape(
        "assay.mcp.manifest",
        "schema status server { id } observed { manifest_digest canonicalization tool_count"
            + " privileged_tool_count tools_list_observed tools_list_complete tool_digests { name"
            + " tool_digest privileged privilege_classification action_class } } non_claims");
    shape("assay.message.refused", "schema direction reason bytes digest mode");
    shape("assay.upstream.exited", "schema server exit_code stopped_by_gateway open_calls");
    shape("assay.session.finding", "schema server rule kind finding forwarded_calls policy_digest");
    shape("assay.evidence.gap", "reason count unrecorded_forwards bytes_dropped after_seq");
    shape(
        "assay.session.sealed",
        "schema run_id source sealed_at events_before envelope_root first_time last_time"
            + " recorder_key_id counts { decisions allowed denied errors gaps dropped }"
            + " policy_digests recorder { name version build } close_reason"
            + " part { index previous_archive_sha256 previous_bundle_id } sensors");
  }

  private static void shape(String type, String members) {
    SHAPES.put(type, ClosedShape.of(members));
  }

  @Override
  public ClaimId id() {
    return ClaimId.RAW_ARGUMENT_ABSENCE_CHECKED;
  }

  @Override
  public String sentence() {
    return "every event of the gate's own types is an object of its closed shape, at every depth, in"
        + " which no member is made for raw arguments";
  }

  @Override
  public ClaimTally begin() {
    return new EachEvent(
        RawArgumentRule::look,
        (support, _) ->
            support.isUnanimous() ? new Finding.Inferred(support) : EachEvent.absent(support));
  }

  private static Look look(ObservedEvent event) {
    ClosedShape shape = SHAPES.get(event.type());
    if (shape == null) {
      return Look.UNRELATED;
    }
    return shape.holds(event.data())
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
