package dev.assay.core.policy.session;

import dev.assay.core.policy.document.PolicyInSet;

/**
 * What one call is judged by beyond itself: what its session did before it. Immutable; made by a
 * {@link SessionLedger}, and good only for rules of the policy that the ledger counts for.
 */
public final class SessionFacts {
  /** Those of a session that has done nothing yet, good for every policy. */
  public static final SessionFacts NONE =
      new SessionFacts(new long[0], new long[0], new boolean[0]);

  private final long[] attempts;
  private final long[] forwarded;
  private final boolean[] full;
  private final SessionFacts[] parts;

  SessionFacts(long[] attempts, long[] forwarded, boolean[] full) {
    this(attempts, forwarded, full, new SessionFacts[0]);
  }

  /** Those of a session that several policies count, each for itself. */
  SessionFacts(SessionFacts[] parts) {
    this(new long[0], new long[0], new boolean[0], parts);
  }

  private SessionFacts(long[] attempts, long[] forwarded, boolean[] full, SessionFacts[] parts) {
    this.parts = parts;
    this.attempts = attempts;
    this.forwarded = forwarded;
    this.full = full;
  }

  /** Gives what one policy of a set counted. */
  public SessionFacts of(PolicyInSet policy) {
    return this == NONE ? NONE : parts[policy.number() - 1];
  }

  /** Gives how many attempts came before this call. */
  long attempts(int counter) {
    return this == NONE ? 0 : attempts[counter];
  }

  /** Gives how many earlier calls were forwarded. */
  long forwarded(int counter) {
    return this == NONE ? 0 : forwarded[counter];
  }

  /** Whether a window holds as many earlier attempts as it may. */
  boolean isFull(int window) {
    return this != NONE && full[window];
  }
}
