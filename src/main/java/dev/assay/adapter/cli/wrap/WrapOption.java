package dev.assay.adapter.cli.wrap;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code mcp wrap}: the one list that the help, the parser of the fast path and the
 * reference page are made from. An option may be given once, but for those that are {@link
 * #isRepeatable}; one that takes a value takes it as the next word or after {@code =}.
 */
public enum WrapOption {
  POLICY(
      "--policy",
      "FILE",
      "the policy that decides, or one of several that must each allow a call; without it"
          + " policy.yaml, then assay.yaml"),
  DRY_RUN("--dry-run", null, "let denied calls pass, say what would be denied, exit 4 if any"),
  LABEL("--label", "NAME", "name of this server in evidence"),
  QUIET("--quiet", null, "no decision lines; the summary stays"),
  VERBOSE("--verbose", null, "say more about the session on standard error"),
  NO_ARGS("--no-args", null, "decision lines without the arguments of calls"),
  ASCII("--ascii", null, "plain marks instead of symbols in decision lines"),
  EVIDENCE_OUT("--evidence-out", "FILE", "write the bundle to this new file"),
  EVIDENCE_DIR("--evidence-dir", "DIR", "keep evidence in this directory"),
  NO_EVIDENCE("--no-evidence", null, "keep no evidence; refused when the policy requires it"),
  DURABILITY(
      "--durability",
      "os|sync",
      "before a call is forwarded its decision is with the system (os, the default) or on disk"
          + " (sync)"),
  SIGN_KEY("--sign-key", "FILE", "sign the bundle with this Ed25519 key, readable only by you"),
  CHECKPOINT_FILE(
      "--checkpoint-file",
      "FILE",
      "append the head of the evidence every 1000 events or 10 seconds, signed if there is a key"),
  AUDIT_LOG("--audit-log", "FILE", "append one line per decision"),
  DECISION_LOG("--decision-log", "FILE", "append the decision events as recorded"),
  ENFORCEMENT_DECISION_OUT(
      "--enforcement-decision-out",
      "FILE",
      "append one assay.enforcement_decision.v0 per privileged call"),
  MANIFEST_ESTABLISH_OUT(
      "--manifest-establish-out",
      "FILE",
      "append one assay.manifest_establish.v0 per privileged call"),
  TOOL_CONFORMANCE_OUT(
      "--tool-conformance-out",
      "FILE",
      "append one assay.tool_annotation_conformance.v0 per privileged call"),
  DENY_DEPRECATIONS("--deny-deprecations", null, "refuse a policy that uses deprecated forms");

  private final String word;
  private final @Nullable String value;
  private final String description;

  WrapOption(String word, @Nullable String value, String description) {
    this.word = word;
    this.value = value;
    this.description = description;
  }

  /** Gives the option as written, with its dashes. */
  public String word() {
    return word;
  }

  /** Gives the placeholder of its value; empty for a switch. */
  public Optional<String> value() {
    return Optional.ofNullable(value);
  }

  /** Says whether it may be given several times. */
  public boolean isRepeatable() {
    return this == POLICY;
  }

  /** Gives what it does, one line. */
  public String description() {
    return description;
  }

  /** Gives the option spelled so. */
  public static Optional<WrapOption> named(String word) {
    return Arrays.stream(values()).filter(option -> option.word.equals(word)).findFirst();
  }
}
