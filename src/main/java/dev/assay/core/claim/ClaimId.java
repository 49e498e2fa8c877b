package dev.assay.core.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The claims, in the order of the artifacts. The first ten are the frozen rows of {@code
 * trust-basis.json}; the others stand in the report only. Source: {@code trust-basis.md} 2.3 and
 * 17.1.
 */
public enum ClaimId {
  /** The archive agrees with its own hashes; not who made it. */
  BUNDLE_VERIFIED(
      "bundle_verified", "bundle_verification", "bundle-wide", Polarity.SUPPORTS, Extent.FROZEN),
  /** A signed envelope over the archive was checked. */
  SIGNING_EVIDENCE_PRESENT(
      "signing_evidence_present",
      "bundle_proof_surface",
      "proof-surfaces-only",
      Polarity.SUPPORTS,
      Extent.FROZEN),
  /** Provenance of the policy was checked. */
  PROVENANCE_BACKED_CLAIMS_PRESENT(
      "provenance_backed_claims_present",
      "bundle_proof_surface",
      "proof-surfaces-only",
      Polarity.SUPPORTS,
      Extent.FROZEN),
  /** A decision names who delegated; not that the delegation is valid. */
  DELEGATION_CONTEXT_VISIBLE(
      "delegation_context_visible",
      "canonical_decision_evidence",
      "supported-delegated-flows-only",
      Polarity.SUPPORTS,
      Extent.FROZEN),
  /** A decision names principal, scheme and issuer; not that they are valid. */
  AUTHORIZATION_CONTEXT_VISIBLE(
      "authorization_context_visible",
      "canonical_decision_evidence",
      "supported-auth-projected-flows-only",
      Polarity.SUPPORTS,
      Extent.FROZEN),
  /** A weaker containment than asked for was recorded. */
  CONTAINMENT_DEGRADATION_OBSERVED(
      "containment_degradation_observed",
      "canonical_event_presence",
      "supported-containment-fallback-paths-only",
      Polarity.ADVERSE,
      Extent.FROZEN),
  /** A bounded evaluation receipt is there; not that the evaluation passed. */
  EXTERNAL_EVAL_RECEIPT_BOUNDARY_VISIBLE(
      "external_eval_receipt_boundary_visible",
      "external_evidence_receipt",
      "supported-external-eval-receipt-events-only",
      Polarity.SUPPORTS,
      Extent.FROZEN),
  /** A bounded decision receipt is there; not that the decision was right. */
  EXTERNAL_DECISION_RECEIPT_BOUNDARY_VISIBLE(
      "external_decision_receipt_boundary_visible",
      "external_decision_receipt",
      "supported-external-decision-receipt-events-only",
      Polarity.SUPPORTS,
      Extent.FROZEN),
  /** A bounded inventory receipt is there; not that the inventory is complete. */
  EXTERNAL_INVENTORY_RECEIPT_BOUNDARY_VISIBLE(
      "external_inventory_receipt_boundary_visible",
      "external_inventory_receipt",
      "supported-external-inventory-receipt-events-only",
      Polarity.SUPPORTS,
      Extent.FROZEN),
  /** A lint pack that was applied found something. */
  APPLIED_PACK_FINDINGS_PRESENT(
      "applied_pack_findings_present",
      "pack_execution_results",
      "pack-execution-only",
      Polarity.ADVERSE,
      Extent.FROZEN),
  /** Every decision names a policy whose text is in the bundle and has that digest. */
  POLICY_SNAPSHOT_BOUND(
      "policy_snapshot_bound",
      "policy_snapshot_evidence",
      "recorded-decisions-only",
      Polarity.SUPPORTS,
      Extent.REPORT),
  /** Every call that an independent observer saw was decided. */
  EVERY_CALL_DECIDED(
      "every_call_decided",
      "independent_call_observation",
      "independently-observed-calls-only",
      Polarity.SUPPORTS,
      Extent.REPORT),
  /** Every decided call is bound to a tool definition that was listed in the bundle. */
  TOOL_MANIFEST_PINNED(
      "tool_manifest_pinned",
      "tool_definition_evidence",
      "recorded-decisions-only",
      Polarity.SUPPORTS,
      Extent.REPORT),
  /** The kernel enforced egress rules when the recording ended. */
  EGRESS_ENFORCEMENT_ACTIVE(
      "egress_enforcement_active",
      "kernel_sensor_evidence",
      "attached-cgroup-only",
      Polarity.SUPPORTS,
      Extent.REPORT),
  /** The kernel refused a connection. */
  EGRESS_DENIALS_OBSERVED(
      "egress_denials_observed",
      "kernel_sensor_evidence",
      "attached-cgroup-only",
      Polarity.ADVERSE,
      Extent.REPORT),
  /** The gate's own events have no member that could hold raw arguments. */
  RAW_ARGUMENT_ABSENCE_CHECKED(
      "raw_argument_absence_checked",
      "closed_payload_shapes",
      "gate-event-types-only",
      Polarity.SUPPORTS,
      Extent.REPORT),
  /** The recording says that nothing was lost and that it ended in order. */
  CAPTURE_HEALTH_CLEAN(
      "capture_health_clean",
      "recorder_health_evidence",
      "this-recording-only",
      Polarity.SUPPORTS,
      Extent.REPORT),
  /** A receipt was made again from its source and is the same. */
  RECEIPT_SOURCE_RECOMPUTABLE(
      "receipt_source_recomputable",
      "receipt_source_recomputation",
      "supplied-sources-only",
      Polarity.SUPPORTS,
      Extent.REPORT);

  /** Where a claim stands. */
  private enum Extent {
    FROZEN,
    REPORT
  }

  private final String wire;
  private final String source;
  private final String boundary;
  private final Polarity polarity;
  private final Extent extent;

  ClaimId(String wire, String source, String boundary, Polarity polarity, Extent extent) {
    this.wire = wire;
    this.source = source;
    this.boundary = boundary;
    this.polarity = polarity;
    this.extent = extent;
  }

  /** Gives the identity in files. */
  public String wire() {
    return wire;
  }

  /** Gives which kind of evidence is looked at. */
  public String source() {
    return source;
  }

  /** Gives the scope inside which the level is meant. */
  public String boundary() {
    return boundary;
  }

  /** Gives whether more evidence is good or bad news. */
  public Polarity polarity() {
    return polarity;
  }

  /** Says whether the claim is one of the ten rows of {@code trust-basis.json}. */
  public boolean isFrozen() {
    return extent == Extent.FROZEN;
  }

  /**
   * Gives, as codes, what the claim does not say at any level. Source: {@code trust-basis.md} 8.
   */
  public List<String> nonClaims() {
    return switch (this) {
      case BUNDLE_VERIFIED -> List.of("not_who_made_it", "not_when", "not_nothing_is_missing");
      case SIGNING_EVIDENCE_PRESENT -> List.of("not_the_signer_was_honest");
      case PROVENANCE_BACKED_CLAIMS_PRESENT -> List.of("not_the_build_was_harmless");
      case DELEGATION_CONTEXT_VISIBLE -> List.of("not_the_delegation_is_valid");
      case AUTHORIZATION_CONTEXT_VISIBLE -> List.of("not_the_authorization_is_valid_or_current");
      case CONTAINMENT_DEGRADATION_OBSERVED -> List.of("not_containment_works_otherwise");
      case EXTERNAL_EVAL_RECEIPT_BOUNDARY_VISIBLE -> List.of("not_the_evaluation_passed");
      case EXTERNAL_DECISION_RECEIPT_BOUNDARY_VISIBLE -> List.of("not_the_decision_was_right");
      case EXTERNAL_INVENTORY_RECEIPT_BOUNDARY_VISIBLE ->
          List.of("not_the_inventory_is_complete", "not_the_model_is_harmless");
      case APPLIED_PACK_FINDINGS_PRESENT -> List.of("not_the_pack_is_complete");
      case POLICY_SNAPSHOT_BOUND -> List.of("not_the_decisions_follow_from_the_policy");
      case EVERY_CALL_DECIDED -> List.of("not_calls_nobody_observed");
      case TOOL_MANIFEST_PINNED -> List.of("not_the_tool_does_what_it_says");
      case EGRESS_ENFORCEMENT_ACTIVE -> List.of("not_processes_outside_the_cgroup");
      case EGRESS_DENIALS_OBSERVED -> List.of("not_other_connections_were_harmless");
      case RAW_ARGUMENT_ABSENCE_CHECKED -> List.of("not_foreign_event_types");
      case CAPTURE_HEALTH_CLEAN -> List.of("not_calls_past_the_recorder");
      case RECEIPT_SOURCE_RECOMPUTABLE -> List.of("not_the_source_is_right");
    };
  }

  /** Gives the ten frozen claims, in order. */
  public static List<ClaimId> frozen() {
    List<ClaimId> frozen = new ArrayList<>();
    for (ClaimId id : values()) {
      if (id.isFrozen()) {
        frozen.add(id);
      }
    }
    return frozen;
  }

  /** Finds a claim by its identity in files; case matters. */
  public static Optional<ClaimId> of(String wire) {
    for (ClaimId id : values()) {
      if (id.wire.equals(wire)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }
}
