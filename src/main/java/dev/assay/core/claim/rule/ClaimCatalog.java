package dev.assay.core.claim.rule;

import dev.assay.core.claim.ClaimId;
import java.util.List;

/** The rules, one a claim, in the order of the artifacts. */
public final class ClaimCatalog {
  private static final List<ClaimRule> RULES =
      List.of(
          GroundRule.BUNDLE_VERIFIED,
          GroundRule.SIGNING,
          GroundRule.PROVENANCE,
          new DelegationRule(),
          new AuthorizationRule(),
          new ContainmentRule(),
          new ReceiptRule(ClaimId.EXTERNAL_EVAL_RECEIPT_BOUNDARY_VISIBLE, ReceiptShape.EVAL),
          new ReceiptRule(
              ClaimId.EXTERNAL_DECISION_RECEIPT_BOUNDARY_VISIBLE, ReceiptShape.DECISION),
          new ReceiptRule(
              ClaimId.EXTERNAL_INVENTORY_RECEIPT_BOUNDARY_VISIBLE, ReceiptShape.INVENTORY),
          GroundRule.PACK_FINDINGS,
          new PolicySnapshotRule(),
          GroundRule.EVERY_CALL_DECIDED,
          new ToolManifestRule(),
          EgressRule.ACTIVE,
          EgressRule.DENIALS,
          new RawArgumentRule(),
          new CaptureHealthRule(),
          GroundRule.RECEIPT_SOURCE);

  private ClaimCatalog() {}

  /** Gives the rules. */
  public static List<ClaimRule> rules() {
    return RULES;
  }
}
