package dev.assay.core.policy.decision;

import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalFlaw;

/** What is known of an approval of a call. */
public sealed interface ApprovalFact {
  /** Nobody looked for one yet. */
  enum Unasked implements ApprovalFact {
    /** The only one. */
    UNASKED
  }

  /**
   * One holds for this call and was not used before.
   *
   * @param keyId the key that signed it
   */
  record Given(Approval approval, String keyId) implements ApprovalFact {}

  /** There is none that holds. */
  record Wanting(ApprovalFlaw flaw) implements ApprovalFact {}
}
