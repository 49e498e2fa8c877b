package dev.assay.adapter.cli.output;

/**
 * The program's exit codes, stable and complete; {@code mcp wrap} alone may also pass on the code
 * of the server it wraps. Why a command ended so stands in {@link CommandReason}.
 */
public enum ExitCode {
  /** Everything asked for was done and nothing blocks. */
  OK(0, "everything asked for was done and nothing blocks"),
  /** The input was judged and something was found. */
  FINDING(1, "a finding: a call would be denied, a check or a demonstration did not pass"),
  /** The user can fix it. */
  USER_ERROR(
      2,
      "the user can fix it: bad arguments, unreadable or invalid input, a bundle that does not"
          + " verify, a policy that cannot be enforced exactly"),
  /** The machine is in the way. */
  INFRASTRUCTURE(
      3,
      "the machine is in the way: output cannot be written, a program is missing, time ran out; or a"
          + " rule pack cannot be loaded"),
  /** Dry run only: something would have been denied. */
  WOULD_BLOCK(4, "dry run only: at least one call would have been denied");

  private final int number;
  private final String sentence;

  ExitCode(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  /** Gives the process exit code. */
  public int number() {
    return number;
  }

  /** Gives what it means, one sentence for the reference page. */
  public String sentence() {
    return sentence;
  }
}
