package dev.assay.core.policy.decision;

/**
 * Why a call was decided as it was. Each reason has three spellings: the engine's, the one in
 * decision records and the one on the console.
 *
 * <p>Source: {@code policy.md} 2.2, 4 and Appendix B.
 */
public enum ReasonCode {
  /** Every rule agreed. */
  P_POLICY_ALLOW("P_POLICY_ALLOW", "policy_allow", "the policy allows the call"),
  /** The definition of the tool, or what else its server offers, is not as approved. */
  E_TOOL_DRIFT(
      "P_TOOL_DRIFT",
      "tool_drift",
      "the tool or its server is not as it was pinned, approved or first seen"),
  /** A definition that has to be held against something has not been seen. */
  E_TOOL_UNOBSERVED(
      "P_TOOL_UNOBSERVED",
      "tool_unobserved",
      "the tool's definition was not seen in a complete list, so it cannot be held against anything"),
  /** Two definitions have the tool's name. */
  E_TOOL_AMBIGUOUS(
      "P_TOOL_AMBIGUOUS", "tool_ambiguous", "the server lists two tools with this name"),
  /** A definition or the instructions have text that a person does not see. */
  E_TOOL_HIDDEN_TEXT(
      "P_TOOL_HIDDEN_TEXT",
      "hidden_text",
      "text hides in the tool's definition or in the server's instructions"),
  /** A definition without the signature that the policy demands. */
  E_TOOL_UNSIGNED("P_TOOL_UNSIGNED", "tool_unsigned", "the tool's definition is not signed"),
  /** A definition signed by somebody nobody trusts; not checked further. */
  E_TOOL_KEY_UNTRUSTED(
      "P_TOOL_KEY_UNTRUSTED",
      "tool_key_untrusted",
      "the tool's definition is signed by a key that the trust policy does not name"),
  /** A signature that is none, or of something else. */
  E_TOOL_SIGNATURE_INVALID(
      "P_TOOL_SIGNATURE_INVALID",
      "tool_signature_invalid",
      "the tool's signature is malformed or not over its definition"),
  /** The session has used up its requests or calls, or makes them too fast. */
  E_RATE_LIMIT("P_RATE_LIMIT", "rate_limit_exceeded", "a total or rate of `limits` is used up"),
  /** The name is not one a tool can have. */
  E_TOOL_NAME_INVALID(
      "P_TOOL_NAME_INVALID",
      "tool_name_invalid",
      "a tool name has 1 to 128 letters, digits, `_`, `.`, `-` or `/`"),
  /** On a deny list. */
  E_TOOL_DENIED("P_TOOL_DENIED", "tool_denied", "the policy denies the tool by name or class"),
  /** On no allow list, though there is one. */
  E_TOOL_NOT_ALLOWED(
      "P_TOOL_NOT_ALLOWED", "tool_not_allowed", "the tool is not in the policy's allow lists"),
  /** In no class; a warning or a deny, as the policy says. */
  E_TOOL_UNCLASSIFIED(
      "P_POLICY_DENY", "unclassified_tool", "the policy's `tool_classes` do not list the tool"),
  /**
   * A path that the policy does not let the tool reach, or only as long as nobody normalises it.
   */
  E_PATH_SCOPE(
      "P_PATH_SCOPE",
      "path_constraint_violation",
      "a path is outside its scope, as written or once normalised"),
  /** An address that the policy does not let the tool reach. */
  E_URL_SCOPE(
      "P_URL_SCOPE", "host_not_allowed", "an address is not one that `urls` lets the tool reach"),
  /** A command that the policy does not let the tool run. */
  E_COMMAND_SCOPE(
      "P_COMMAND_SCOPE",
      "command_not_allowed",
      "a command is not one that `commands` lets the tool run"),
  /** The arguments violate the tool's schema. */
  E_ARG_SCHEMA(
      "P_ARG_SCHEMA",
      "argument_constraint_violation",
      "the arguments do not satisfy the tool's schema"),
  /** The tool has no schema; a warning or a deny, as the policy says. */
  E_TOOL_UNCONSTRAINED(
      "P_POLICY_DENY", "unconstrained_tool", "the policy has no schema for the tool"),
  /** A governed tool whose name is of no known action. */
  E_PRIVILEGED_UNCLASSIFIED(
      "P_PRIVILEGED_UNCLASSIFIED",
      "unclassified_tool_call",
      "`privileged_actions` governs the tool, and its name is of no known action"),
  /** A privileged action whose arguments do not say on what. */
  E_PRIVILEGED_INCOMPLETE(
      "P_PRIVILEGED_INCOMPLETE",
      "classification_incomplete",
      "the arguments do not say what the privileged action is on"),
  /** A privileged action that nobody allowed on this target. */
  E_PRIVILEGED_NO_ALLOWANCE(
      "P_PRIVILEGED_NO_ALLOWANCE",
      "no_declared_allowance",
      "no allowance covers the privileged action on this target"),
  /** Nobody can tell whether the upstream credential covers a privileged action. */
  E_PRIVILEGED_SCOPE_UNKNOWN(
      "P_PRIVILEGED_SCOPE_UNKNOWN",
      "credential_scope_unknown",
      "it is not known whether the declared upstream credential covers the privileged action"),
  /** The upstream credential does not cover a privileged action. */
  E_PRIVILEGED_SCOPE(
      "P_PRIVILEGED_SCOPE",
      "credential_scope_insufficient",
      "the declared upstream credential does not cover the privileged action"),
  /** An allowed call at the wrong place in its session. */
  E_SEQUENCE(
      "P_SEQUENCE",
      "sequence_violation",
      "`sequences` does not let the call come at this point of the session"),
  /** A privileged tool that nobody approved a definition of. */
  E_MANIFEST_BASELINE(
      "P_MANIFEST_BASELINE",
      "manifest_baseline_missing",
      "the baseline of privileged calls does not have the tool"),
  /** Two definitions have the name of a privileged tool. */
  E_MANIFEST_AMBIGUOUS(
      "P_MANIFEST_AMBIGUOUS",
      "manifest_observation_ambiguous",
      "the server lists two privileged tools with this name"),
  /** The definition of a privileged tool is not known now. */
  E_MANIFEST_UNOBSERVED(
      "P_MANIFEST_UNOBSERVED",
      "manifest_current_observation_incomplete",
      "the definition of the privileged tool was not seen in a complete list"),
  /** The definition of a privileged tool is not the approved one. */
  E_MANIFEST_DRIFT(
      "P_MANIFEST_DRIFT",
      "manifest_drifted_since_approval",
      "the definition of the privileged tool is not the one in the baseline"),
  /** No approval lets the call pass. */
  E_APPROVAL_REQUIRED(
      "P_APPROVAL_REQUIRED", "approval_required", "the call waits for a person's approval"),
  /** The call leaves the scope of its tool. */
  E_SCOPE("P_RESTRICT_SCOPE", "scope_violation", "the call leaves what `restrict_scope` allows"),
  /** The arguments could not be redacted as the policy wants. */
  E_REDACTION(
      "P_REDACT_ARGS", "redaction_failed", "the arguments could not be redacted as they must be"),
  /** The record of the decision could not be made durable, or other demanded evidence not had. */
  E_RECORD_FAILED(
      "P_RECORD_FAILED",
      "evidence_unavailable",
      "the decision could not be recorded, or evidence that the policy demands cannot be had"),
  /** Our own fault; the call is denied because nobody could judge it. */
  S_INTERNAL_ERROR("S_INTERNAL_ERROR", "internal_error", "an internal error, denied to be safe");

  private final String logCode;
  private final String consoleReason;
  private final String sentence;

  ReasonCode(String logCode, String consoleReason, String sentence) {
    this.logCode = logCode;
    this.consoleReason = consoleReason;
    this.sentence = sentence;
  }

  /** Gives the engine's spelling. */
  public String engineCode() {
    return name();
  }

  /**
   * Gives the spelling in decision records of a deny, and of a plain allow; a warned allow is
   * recorded under its engine code.
   */
  public String logCode() {
    return logCode;
  }

  /**
   * Gives the usual spelling on the console; {@link Decision#consoleReason} knows the exceptions.
   */
  public String consoleReason() {
    return consoleReason;
  }

  /**
   * Says whether the reason is who the tool is, not what is asked of it. Such a denial does not
   * count against the total of calls.
   */
  public boolean isAboutIdentity() {
    return this == E_TOOL_DRIFT
        || this == E_TOOL_UNOBSERVED
        || this == E_TOOL_AMBIGUOUS
        || this == E_TOOL_HIDDEN_TEXT
        || this == E_TOOL_UNSIGNED
        || this == E_TOOL_KEY_UNTRUSTED
        || this == E_TOOL_SIGNATURE_INVALID;
  }

  /** Gives one sentence for people. */
  public String sentence() {
    return sentence;
  }
}
