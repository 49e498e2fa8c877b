package dev.assay.core.approval;

/** Why an approval does not let a call pass. The sentences are what decision records hold. */
public enum ApprovalFlaw {
  /** There is none that can be read. */
  MISSING("missing approval"),
  /** A number in the arguments would become another number in the digest that binds them. */
  UNBINDABLE("a number in the arguments has more digits than an approval can be bound to"),
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
  REFUSED("approval refused"),
  /** The agent's client did not say that it can ask its user. */
  NOT_ASKABLE("the agent's client cannot ask its user"),
  /** The call is of a revision in which a server asks nothing of its own accord. */
  NO_QUESTIONS("this protocol revision has no questions to the agent's user"),
  /** The agent's user said no. */
  DECLINED("the agent's user declined"),
  /** The agent's user put the question away. */
  DISMISSED("the agent's user dismissed the question"),
  /** The agent's client answered with an error, or with something that is no answer. */
  ANSWER_UNUSABLE("the agent's client gave no usable answer"),
  /** The time for an answer is over. */
  NOT_ANSWERED("nobody answered in time"),
  /** As many calls of the session wait as may. */
  TOO_MANY_HELD("too many calls wait for an approval"),
  /** It is longer than a call that is kept may be. */
  TOO_LONG_TO_HOLD("the call is too long to be held"),
  /** Whoever called wants no answer any more. */
  CALL_CANCELLED("the agent cancelled the call before it was approved"),
  /** The session ended first. */
  SESSION_ENDED("the session ended before the call was approved");

  private final String sentence;

  ApprovalFlaw(String sentence) {
    this.sentence = sentence;
  }

  /** Gives the words of decision records. */
  public String sentence() {
    return sentence;
  }
}
