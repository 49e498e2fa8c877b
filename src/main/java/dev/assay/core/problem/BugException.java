package dev.assay.core.problem;

/**
 * We are wrong, not the input. Caught only at the two outermost rims: the gateway step, which then
 * denies, and the command line's main.
 */
public final class BugException extends RuntimeException {
  /** Makes one; the message names the broken invariant. */
  public BugException(String message) {
    super(message);
  }

  /** Makes one around its cause. */
  public BugException(String message, Throwable cause) {
    super(message, cause);
  }
}
