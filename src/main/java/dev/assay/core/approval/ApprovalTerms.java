package dev.assay.core.approval;

import dev.assay.core.crypto.VerifyingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who may approve, and how old an approval may be.
 *
 * @param approvers keys by the ids of their owners
 * @param maxAge how long after its issue an approval holds at most
 */
public record ApprovalTerms(Map<String, VerifyingKey> approvers, Duration maxAge) {
  /** Copies the keys. */
  public ApprovalTerms {
    approvers = new TreeMap<>(approvers);
  }

  /**
   * Gives what is wrong with an approval for a call, or nothing when it holds. That it is used once
   * is not looked at here.
   *
   * @param now the time of the decision
   */
  public Optional<ApprovalFlaw> flaw(SignedApproval signed, ApprovalSubject subject, Instant now) {
    Approval approval = signed.approval();
    if (!isFresh(approval, now)) {
      return Optional.of(ApprovalFlaw.EXPIRED);
    }
    if (!approval.boundTool().equals(subject.tool())) {
      return Optional.of(ApprovalFlaw.BOUND_TOOL_MISMATCH);
    }
    if (!approval.boundResource().equals(subject.resource())) {
      return Optional.of(ApprovalFlaw.BOUND_RESOURCE_MISMATCH);
    }
    if (!approval.argumentsDigest().equals(subject.argumentsDigest())) {
      return Optional.of(ApprovalFlaw.BOUND_ARGUMENTS_MISMATCH);
    }
    if (!approval.scope().equals(Approval.SERVER + subject.server())) {
      return Optional.of(ApprovalFlaw.BOUND_SERVER_MISMATCH);
    }
    VerifyingKey key = approvers.get(approval.approver());
    if (key == null) {
      return Optional.of(ApprovalFlaw.UNKNOWN_APPROVER);
    }
    return key.accepts(approval.signedBytes(), signed.signature())
        ? Optional.empty()
        : Optional.of(ApprovalFlaw.SIGNATURE_INVALID);
  }

  /** Gives the id of the key that an approval must be signed with; empty for a stranger's. */
  public String keyId(Approval approval) {
    VerifyingKey key = approvers.get(approval.approver());
    return key == null ? "" : key.keyId();
  }

  private boolean isFresh(Approval approval, Instant now) {
    Optional<Instant> issued = ApprovalDocument.time(approval.issuedAt());
    Optional<Instant> expires = ApprovalDocument.time(approval.expiresAt());
    return issued.isPresent()
        && expires.isPresent()
        && !now.isBefore(issued.get())
        && !now.isAfter(expires.get())
        && Duration.between(issued.get(), now).compareTo(maxAge) <= 0;
  }
}
