package dev.assay.core.mcp;

/**
 * Error codes of our own, outside the range JSON-RPC reserves. Source: {@code mcp-gateway.md}
 * section 11.
 */
public enum GatewayError {
  /** Policy denies the call. */
  DENIED_BY_POLICY(40301, "denied_by_policy", "denied by policy"),
  /** A person has to approve it, or refused. */
  APPROVAL_REQUIRED(40302, "approval_required", "a person has to approve this"),
  /** The decision could not be recorded. */
  EVIDENCE_UNAVAILABLE(40303, "evidence_unavailable", "the decision could not be recorded"),
  /** A budget of the policy is used up. */
  LIMIT_EXCEEDED(42901, "rate_limit_exceeded", "a limit of the policy is reached"),
  /** The upstream ended or cannot be reached. */
  UPSTREAM_UNAVAILABLE(50201, "upstream_unavailable", "the upstream ended before it answered"),
  /** The upstream broke the protocol. */
  UPSTREAM_VIOLATION(50202, "upstream_protocol_violation", "the upstream's answer cannot be read");

  private final int code;
  private final String codeName;
  private final String sentence;

  GatewayError(int code, String codeName, String sentence) {
    this.code = code;
    this.codeName = codeName;
    this.sentence = sentence;
  }

  /** Gives the number in answers. */
  public int code() {
    return code;
  }

  /** Gives the name beside the number. */
  public String codeName() {
    return codeName;
  }

  /** Gives one sentence for people. */
  public String sentence() {
    return sentence;
  }
}
