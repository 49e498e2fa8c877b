package dev.assay.core.replay;

/** Why a recorded decision cannot be made again. */
public enum NotReplayable {
  /** A member that says how the call was decided is missing or unknown. */
  RECORD_UNKNOWN(
      "record_unknown", "the record does not say how it was decided in words known here"),
  /** The engine failed on the call, then or now. */
  INTERNAL_ERROR("internal_error", "the engine failed on the call, which no policy explains"),
  /** No snapshot has the digest that the record names. */
  POLICY_NOT_RECORDED("policy_not_recorded", "the bundle does not hold the policy it was made by"),
  /** A piece of the snapshot is missing, or it is no JSON object. */
  POLICY_INCOMPLETE("policy_incomplete", "the snapshot of the policy is not whole"),
  /** The snapshot is not a policy that this version reads. */
  POLICY_REFUSED("policy_refused", "this version of Assay does not read the policy it was made by"),
  /** The snapshot is read as another policy than the one the record names. */
  POLICY_DIGEST("policy_digest", "the snapshot has not the digest that the record names"),
  /** A rule needs arguments, and bundles hold none. */
  ARGUMENTS_NOT_RECORDED(
      "arguments_not_recorded",
      "a rule that is not as it was then needs the arguments; see --trace"),
  /** A rule needs arguments and was not asked then. */
  RULE_NOT_ASKED(
      "rule_not_asked", "a rule needs the arguments, and another had denied first; see --trace"),
  /** How much the session had done is not known. */
  SESSION_UNKNOWN(
      "session_unknown", "a limit or sequence depends on calls or requests that are not on record"),
  /** A rule depends on what only the gate could see. */
  MOMENT_UNKNOWN(
      "moment_unknown",
      "a rule asks for what only the gate could see at that moment, or holds it against a file that"
          + " is not known to be the same"),
  /** The trace has no call of this tool with arguments of this digest. */
  NOT_IN_TRACE("not_in_trace", "the trace has no call with the recorded digest of arguments"),
  /** The digest was made with a key that is not here. */
  OTHER_KEY("other_key", "the digest of the arguments was made with a key that is not here"),
  /** A rule may see what no digest covers. */
  NOT_COVERED(
      "not_covered_by_digest",
      "a rule may look at what the digest leaves out: members with secret names, further digits of"
          + " a number");

  private final String wire;
  private final String sentence;

  NotReplayable(String wire, String sentence) {
    this.wire = wire;
    this.sentence = sentence;
  }

  /** Gives the spelling in documents. */
  public String wire() {
    return wire;
  }

  /** Gives the reason in words. */
  public String sentence() {
    return sentence;
  }
}
