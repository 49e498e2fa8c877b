package dev.assay.core.policy.decision;

import dev.assay.core.approval.Approval;
import dev.assay.core.approval.ApprovalFlaw;
import java.util.Optional;

/** What is known of an approval of a call. */
public sealed interface ApprovalFact {
  /** Nobody looked for one yet. */
  enum Unasked implements ApprovalFact {
    /** The only one. */
    UNASKED
  }

  /** The call is approved, by somebody. */
  sealed interface Granted extends ApprovalFact {}

  /**
   * One holds for this call and was not used before.
   *
   * @param keyId the key that signed it
   */
  record Given(Approval approval, String keyId) implements Granted {}

  /**
   * The agent's own client says that its user agreed. Nobody signed anything, and a client can say
   * so without asking anybody.
   *
   * @param question the question that was answered; names the approval
   */
  record SelfReported(String question) implements Granted {}

  /**
   * There is none that holds.
   *
   * @param request the request for one that stands; empty when nobody was asked to sign
   */
  record Wanting(ApprovalFlaw flaw, Optional<String> request) implements ApprovalFact {}
}
