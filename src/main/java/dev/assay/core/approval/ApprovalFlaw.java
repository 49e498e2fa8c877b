package dev.assay.core.approval;

/** Why an approval does not let a call pass. The sentences are what decision records hold. */
public enum ApprovalFlaw {
  /** There is none that can be read. */
  MISSING("missing approval"),
  /** The place where approvals are kept cannot be read. */
  UNREADABLE("approvals cannot be read"),
  /** Expired, older than the policy accepts, issued in the future, or without readable times. */
  EXPIRED("expired approval"),
  /** It is for another tool. */
  BOUND_TOOL_MISMATCH("bound tool mismatch"),
  /** It is for another resource. */
  BOUND_RESOURCE_MISMATCH("bound resource mismatch"),
  /** It is for other arguments. */
  BOUND_ARGUMENTS_MISMATCH("bound arguments mismatch"),
  /** It is for another server. */
  BOUND_SERVER_MISMATCH("bound server mismatch"),
  /** The policy has no such approver. */
  UNKNOWN_APPROVER("unknown approver"),
  /** The approver's key did not sign it. */
  SIGNATURE_INVALID("approval signature invalid"),
  /** It let a call pass already. */
  USED("approval already used"),
  /** Its use could not be put down, so it cannot be used. */
  UNUSABLE("approval use could not be recorded"),
  /** The approver said no. */
  REFUSED("approval refused");

  private final String sentence;

  ApprovalFlaw(String sentence) {
    this.sentence = sentence;
  }

  /** Gives the words of decision records. */
  public String sentence() {
    return sentence;
  }
}
