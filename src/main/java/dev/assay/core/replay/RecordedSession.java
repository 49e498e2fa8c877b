package dev.assay.core.replay;

import dev.assay.core.json.Json;
import dev.assay.core.policy.decision.PolicyState;

/**
 * How much the session of a bundle had done at each of its calls, as far as its events say: exactly
 * when every call from the first on is on record, otherwise between bounds. Requests that are no
 * calls are on no record, so there may always be more of them.
 */
final class RecordedSession {
  /** The type of the event that tells of missing records. */
  static final String GAP = "assay.evidence.gap";

  /** The most that an unsigned total can be. */
  private static final long UNKNOWN = -1;

  private final boolean whole;
  private final boolean single;
  private long calls;
  private long free;
  private long requests;
  private long lost;
  private boolean lostUnknown;

  /**
   * Makes one.
   *
   * @param whole whether the bundle begins where the session does
   * @param single whether all its calls are of one session
   */
  RecordedSession(boolean whole, boolean single) {
    this.whole = whole;
    this.single = single;
  }

  /** Takes the payload of a gap: so many records, of calls or of other things, are missing. */
  void gap(Json.Obj data) {
    long count = data.integer("count").orElse(0L);
    lostUnknown |= count <= 0;
    lost += Math.max(0, count);
  }

  /** Counts a call, which is a request unless the agent wanted no answer. */
  void call(boolean request) {
    calls++;
    requests += request ? 1 : 0;
  }

  /** The call that was counted last was denied for who the tool is, which spends nothing. */
  void spentNothing() {
    free++;
  }

  /** Says whether every call from the first of the session on is on record so far. */
  boolean isWhole() {
    return whole && single && !lostUnknown && lost == 0;
  }

  /** Says whether the call that was counted last is the first one. */
  boolean isFirstCall() {
    return calls == 1;
  }

  /** Gives the lowest totals that the session can have had at the call that was counted last. */
  PolicyState least() {
    return single ? new PolicyState(requests, calls - free) : new PolicyState(0, 1);
  }

  /** Gives the highest totals. */
  PolicyState most() {
    boolean known = whole && single && !lostUnknown;
    return new PolicyState(UNKNOWN, known ? calls - free + lost : UNKNOWN);
  }
}
