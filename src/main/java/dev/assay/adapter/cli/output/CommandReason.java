package dev.assay.adapter.cli.output;

import dev.assay.core.problem.BugException;

/** Why a command ended so: the {@code reason_code} of JSON output, which a success has empty. */
public enum CommandReason {
  /** Nothing to explain. */
  NONE("", ExitCode.OK, "the command succeeded", ""),
  /** The arguments do not fit the command. */
  INVALID_ARGS(
      ExitCode.USER_ERROR, "the arguments do not fit the command", "run the command with --help"),
  /** A policy or another named input file is not there or cannot be read. */
  MISSING_CONFIG(
      ExitCode.USER_ERROR, "a named input file is missing or cannot be read", "check the path"),
  /** A key, a trust set or another file of settings is refused. */
  CFG_PARSE(
      ExitCode.USER_ERROR,
      "a key, a trust set, a file of limits or of test cases is refused as a whole",
      "correct what is named and run the command again"),
  /** The policy is refused. */
  POLICY_PARSE(
      ExitCode.USER_ERROR,
      "the policy is refused as a whole; every problem is listed with its place",
      "correct the lines named and run `assay policy validate`"),
  /** The call would be denied. */
  POLICY_VIOLATION(
      ExitCode.FINDING,
      "the policy denies the call, or a strict gate met a warning",
      "change the call or the rule named"),
  /** A valid policy says something that was probably not meant. */
  POLICY_LINT(
      ExitCode.FINDING,
      "a policy is valid and a lint found something",
      "correct the lines named, or run without --fail-on"),
  /** A policy is not in the form that was asked for. */
  POLICY_WOULD_CHANGE(
      ExitCode.FINDING,
      "a policy is not in its normal form, or has old forms",
      "run the command again with --write"),
  /** No call of a trace may be learned from. */
  NOTHING_LEARNED(
      ExitCode.FINDING,
      "the trace has no call that a policy may be learned from",
      "accept a tool with --accept, or start from a preset with `assay init --preset`"),
  /** Another policy would decide otherwise. */
  POLICY_DIFFERS(
      ExitCode.FINDING,
      "the second policy decides calls otherwise, in a way that --fail-on names",
      "read the calls listed; change the policy, or accept the difference"),
  /** A case of `policy test` was decided otherwise, or a demand of `ci` does not hold. */
  POLICY_TEST(
      "E_TEST_FAILED",
      ExitCode.FINDING,
      "a test case was decided otherwise than it expects, or a demand of the gate does not hold",
      "read the lines that failed; `assay policy explain --call` says why a call is decided so"),
  /** The trace is missing or refused. */
  TRACE_NOT_FOUND(
      ExitCode.USER_ERROR,
      "the trace is missing, or a line of it is no call",
      "correct the lines named; docs/reference/trace.md has the format"),
  /** A baseline that must not be compared. */
  BASELINE_STALE(
      ExitCode.USER_ERROR,
      "the baseline is out of date or somebody else's, so nothing is compared with it",
      "look at the report and make it the baseline with `assay trust-basis accept`"),
  /** The program to wrap cannot be found. */
  COMMAND_NOT_FOUND(
      ExitCode.USER_ERROR, "the command to wrap is not on PATH", "install it or give its path"),
  /** A server offers what nobody approved. */
  PIN_REVIEW(
      ExitCode.FINDING,
      "what the server offers is not what was approved, or nobody has looked at it yet",
      "read the lines above; if they are what you want, run the command with --approve"),
  /** A tool without the signature that was asked for. */
  TOOL_SIGNATURE(
      ExitCode.FINDING,
      "a tool is not signed, or not by a key that is trusted, or its signature does not hold",
      "get the definition and the author's key again, the key by another way"),
  /** A server could not be asked. */
  SERVER_UNUSABLE(
      ExitCode.INFRASTRUCTURE,
      "the server could not be started or did not say what it offers",
      "run the server's command by itself and see what it prints"),
  /** A file to keep an approval in cannot be written. */
  LOCK_UNWRITABLE(
      ExitCode.INFRASTRUCTURE,
      "the lock file cannot be written; what was approved before still holds",
      "check the directory and its permissions, or choose another with --lock"),
  /** No such call waits for an approval. */
  APPROVAL_UNKNOWN(
      "E_APPROVAL_UNKNOWN",
      ExitCode.USER_ERROR,
      "no call with this id waits for an approval",
      "see what waits with `assay approval list`"),
  /** The call that waits is another one. */
  APPROVAL_ARGUMENTS(
      "E_APPROVAL_ARGUMENTS",
      ExitCode.FINDING,
      "the call that waits has other arguments than those to be approved; nothing was signed",
      "ask the agent what it wants to do; refuse the call with `assay approval deny`"),
  /** The files of approvals cannot be used. */
  APPROVAL_STORE(
      "E_APPROVAL_STORE",
      ExitCode.INFRASTRUCTURE,
      "the approvals in the state directory cannot be read or written",
      "check the state directory and its permissions"),
  /** The bundle was read and does not verify. */
  EVIDENCE_INTEGRITY(
      ExitCode.USER_ERROR,
      "the bundle does not verify",
      "get the bundle again from its source; do not rely on this one"),
  /** What was read is not a bundle of this format. */
  EVIDENCE_CONTRACT(
      ExitCode.USER_ERROR,
      "the file is not a bundle of this format",
      "check that it is the bundle and was not unpacked or repacked"),
  /** The bundle has an entry whose name is refused. */
  EVIDENCE_PATH_REJECTED(
      ExitCode.USER_ERROR,
      "the bundle has an entry whose name is refused for safety",
      "do not unpack it; get the bundle again from its source"),
  /** The bundle is sound and not what was demanded. */
  EVIDENCE_REQUIREMENT(
      ExitCode.USER_ERROR,
      "the bundle is intact but not what was required or expected",
      "check what you were told about it, or ask for less"),
  /** The bundle exceeds a limit of the verifier. */
  EVIDENCE_LIMIT_EXCEEDED(
      ExitCode.USER_ERROR,
      "the bundle exceeds a limit of the verifier and was not judged",
      "split the bundle, or verify it with a tool whose limits you choose"),
  /** The bundle cannot be read at all. */
  EVIDENCE_UNREADABLE(
      ExitCode.USER_ERROR,
      "the bundle is missing or cannot be read",
      "check the path, or name the newest with --last"),
  /** A trust basis or report cannot be read. */
  BASELINE_INVALID(
      ExitCode.USER_ERROR,
      "a trust basis or report cannot be read or is of another version",
      "make it again with `assay trust-basis generate`"),
  /** A source of receipts is refused; the problem's code says which rule of the registry. */
  IMPORT_REJECTED(
      ExitCode.USER_ERROR,
      "the source cannot be imported, and nothing was written",
      "correct the record named, or export it in the form of the reference page"),
  /** A receipt made again is another one. */
  RECEIPT_DIFFERS(
      ExitCode.FINDING,
      "a receipt made again from its source is another one, or has no source here",
      "give every source with --source, in the bytes that were imported"),
  /** A record does not hold together, or is not about what it says. */
  RECORD_CHECK(
      ExitCode.USER_ERROR,
      "a record fails a check, so nothing may be decided by it",
      "read the checks that failed; get the record again from whoever made it"),
  /** A record to check cannot be read. */
  RECORD_INPUT(
      ExitCode.USER_ERROR,
      "a record is no JSON, has not the form that its check reads, or can be read in two ways",
      "correct what is named; docs/reference/receipts.md says what is read"),
  /** A document does not satisfy a schema. */
  SCHEMA_MISMATCH(
      ExitCode.FINDING,
      "the document does not satisfy the schema",
      "correct the members named; `assay evidence schema show` prints the schema"),
  /** There is nothing to validate. */
  SCHEMA_INPUT(
      ExitCode.USER_ERROR,
      "the document to validate is missing, empty or no JSON",
      "check the path, and give --jsonl when every line is a document"),
  /** A level fell or a claim vanished. */
  TRUST_REGRESSION(
      ExitCode.FINDING,
      "a claim has a lower level than before, or is gone",
      "run `assay trust-basis explain` on the new bundle"),
  /** A claim does not have the demanded level. */
  TRUST_REQUIREMENT(
      ExitCode.FINDING,
      "a claim does not have the level that was demanded",
      "run `assay trust-basis explain` on the bundle"),
  /** A document about coverage cannot be judged. */
  COVERAGE_INPUT(
      ExitCode.USER_ERROR,
      "a document about what was observed is not of the schema asked for, or contradicts itself",
      "correct the member named; docs/reference/coverage.md says which documents are read"),
  /** A claim goes beyond what was observed. */
  CLAIM_NOT_SUPPORTED(
      ExitCode.FINDING,
      "a claim goes beyond what was observed, or nobody can tell",
      "claim less, or observe more; `assay claims cells` says what a bundle supports"),
  /** The trust policy is refused. */
  TRUST_POLICY_PARSE(
      ExitCode.USER_ERROR,
      "the trust policy is refused as a whole; every problem is listed with its place",
      "correct the lines named and run `assay trust-policy test`"),
  /** A rule of the trust policy is broken. */
  TRUST_POLICY(
      ExitCode.FINDING,
      "a rule of the trust policy does not hold, or cannot be told from the report",
      "read the rules named; `assay trust-basis explain` says what raises a claim"),
  /** A format has no word for what a report says. */
  TRUST_EXPORT(
      ExitCode.FINDING,
      "the format has only yes and no, and neither would be true of the report",
      "demand and supply what is verified, or export another format"),
  /** A test of a trust policy fails. */
  TRUST_POLICY_TEST(
      ExitCode.FINDING,
      "a test of the trust policy has another outcome than it expects",
      "correct the rule or the test named"),
  /** Linting found something serious enough. */
  LINT_FINDING(
      ExitCode.FINDING,
      "the bundle verifies and lint found something at or above --fail-on",
      "run the command with --explain RULE"),
  /** A rule pack cannot be found, read or accepted. */
  PACK_UNUSABLE(
      ExitCode.INFRASTRUCTURE,
      "a rule pack cannot be loaded; every problem is listed with its place, and no rule ran",
      "correct the lines named, or name another pack with --pack"),
  /** An attestation is none, or of something else. */
  ATTESTATION_REFUSED(
      ExitCode.USER_ERROR,
      "the attestation is malformed, or its statement is not true of the bundle",
      "get the attestation and the bundle again from their source"),
  /** No trusted signature. */
  SIGNATURE_REFUSED(
      ExitCode.USER_ERROR,
      "the attestation has not the trusted signatures that are demanded",
      "check whose keys you trust, and get the key from its owner by another way"),
  /** A signature nobody could check. */
  SIGNATURE_NOT_CHECKED(
      ExitCode.USER_ERROR,
      "nothing says whose keys to trust, so the signature was not checked",
      "give a public key with --key, or a trust set with --trust-set"),
  /** A receipt or a log is refused. */
  ANCHOR_REFUSED(
      ExitCode.USER_ERROR,
      "a time stamp, a log proof or a log is refused",
      "do what the lines above say; each names the broken rule"),
  /** An authority or a log cannot be used. */
  ANCHOR_UNAVAILABLE(
      ExitCode.INFRASTRUCTURE,
      "the time-stamp authority or the directory of the log cannot be used",
      "check the address, the directory, and that nobody else writes to the log"),
  /** A file to write is there already. */
  OUTPUT_EXISTS(
      ExitCode.USER_ERROR,
      "the file to write exists and is not overwritten",
      "choose another name, or overwrite it with --force"),
  /** Evidence cannot be written. */
  EVIDENCE_UNWRITABLE(
      ExitCode.INFRASTRUCTURE,
      "evidence cannot be written where it should go",
      "choose a writable directory with --evidence-dir"),
  /** Two bundles differ in the way that was asked about. */
  EVIDENCE_DIFFERS(
      ExitCode.FINDING,
      "the bundles differ in the way --fail-on names",
      "read the headings; accept the change with --update-baseline, or correct the run"),
  /** Recorded decisions come out otherwise. */
  REPLAY_DIFFERS(ExitCode.FINDING, "decisions come out otherwise", "see the calls listed"),
  /** Recorded decisions could not be made again. */
  REPLAY_INCOMPLETE(ExitCode.FINDING, "decisions are not replayable", "bring a --trace"),
  /** A baseline is not there, is there already, or cannot be used. */
  BASELINE_UNUSABLE(
      ExitCode.USER_ERROR,
      "the baseline is missing, exists already, or may not be used",
      "write it with --write-baseline, or replace it with --update-baseline"),
  /** A proof does not hold. */
  PROOF_REFUSED(
      ExitCode.USER_ERROR,
      "the proof does not hold",
      "do not rely on it; get it again from its source"),
  /** A proof is consistent and nothing ties it to a bundle that the reader knows. */
  PROOF_NOT_TRUSTED(
      ExitCode.FINDING,
      "the proof is consistent and nothing says that its bundle is real",
      "give the bundle id with --expect-bundle-id or the envelope root with --expect-root from a"
          + " source you trust, or a signed statement with --attestation and --key"),
  /** The store's settings are refused, or no store is named. */
  STORE_CONFIG(
      ExitCode.USER_ERROR,
      "the settings of the evidence store are refused, or no store is named",
      "correct the settings and run `assay evidence store-status`"),
  /** The store has no such bundle. */
  STORE_NOT_FOUND(
      ExitCode.USER_ERROR,
      "the evidence store has no such bundle",
      "check the digest or id with `assay evidence list`"),
  /** Something in the store is not what it should be. */
  STORE_INTEGRITY(
      ExitCode.FINDING,
      "something in the evidence store is missing, conflicting or not what it should be",
      "look at each object named; run `assay evidence verify --all`"),
  /** The store answers and cannot be used. */
  STORE_UNUSABLE(
      ExitCode.FINDING,
      "the evidence store answers but cannot be used",
      "grant what is missing and run `assay evidence store-status` again"),
  /** The store cannot be reached or fails. */
  STORE_UNAVAILABLE(
      ExitCode.INFRASTRUCTURE,
      "the evidence store cannot be reached, refuses access or fails",
      "run `assay evidence store-status`; repeat the command when the store is back"),
  /** A bundle cannot get its name because another file has it. */
  TARGET_EXISTS(
      ExitCode.USER_ERROR,
      "a file of that name exists with other contents and is never overwritten",
      "choose another place, or move the file away"),
  /** Bundles that should be judged for removal were kept. */
  PRUNE_KEPT(
      ExitCode.FINDING,
      "bundles that cannot be judged, or could not be removed, were kept",
      "run `assay evidence verify` on each bundle named"),
  /** The record of deletions cannot be trusted or written. */
  PRUNE_RECORD(
      ExitCode.USER_ERROR,
      "the record of deletions or a legal hold cannot be used; nothing was removed",
      "look at the file and line named; move a damaged record away, do not edit it"),
  /** The demonstration did not show what it should. */
  DEMO_FAILED(
      ExitCode.FINDING,
      "the demonstration did not show what it should",
      "read the lines above; the gate's own messages name the cause"),
  /** The operating system is not supported by this command. */
  UNSUPPORTED_PLATFORM(
      ExitCode.INFRASTRUCTURE,
      "the command does not support this operating system",
      "use Linux or macOS"),
  /** The answer could not be delivered. */
  OUTPUT_FAILED(
      ExitCode.INFRASTRUCTURE,
      "the answer could not be written",
      "check that standard output is open and its disk is not full"),
  /** A dry run met a call that the policy denies. */
  WOULD_BLOCK(
      ExitCode.WOULD_BLOCK,
      "dry run: at least one call would have been denied",
      "read the decision lines, then run without --dry-run"),
  /** A defect of this program. */
  INTERNAL(
      ExitCode.INFRASTRUCTURE,
      "a defect of this program; nothing was decided in your favour",
      "report it with the command you ran");

  private final String code;
  private final ExitCode exitCode;
  private final String sentence;
  private final String nextStep;

  /** A reason that is spelled as its name is. */
  CommandReason(ExitCode exitCode, String sentence, String nextStep) {
    this.code = "E_" + name();
    this.exitCode = exitCode;
    this.sentence = sentence;
    this.nextStep = nextStep;
  }

  CommandReason(String code, ExitCode exitCode, String sentence, String nextStep) {
    this.code = code;
    this.exitCode = exitCode;
    this.sentence = sentence;
    this.nextStep = nextStep;
  }

  /** Gives the reason with a wire spelling. */
  public static CommandReason named(String code) {
    for (CommandReason reason : values()) {
      if (reason.code.equals(code)) {
        return reason;
      }
    }
    throw new BugException("a use case gave the unknown reason code " + code);
  }

  /** Gives the wire spelling; empty for success. */
  public String code() {
    return code;
  }

  /** Gives the exit code that goes with it. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Gives what it means, one sentence for the reference page. */
  public String sentence() {
    return sentence;
  }

  /** Gives what the user may do next; empty for success. */
  public String nextStep() {
    return nextStep;
  }
}
