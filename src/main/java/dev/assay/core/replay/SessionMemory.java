package dev.assay.core.replay;

import dev.assay.core.json.Json;
import dev.assay.core.policy.session.SessionFacts;
import dev.assay.core.policy.session.SessionLedger;
import dev.assay.core.policy.session.SessionPlan;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session had done before each of its calls, counted as one policy asks, from recorded
 * decisions and their times. A call counts as forwarded when its record says so, whatever that
 * policy would have decided.
 */
final class SessionMemory {
  private final SessionLedger ledger;
  private boolean whole;
  private SessionFacts facts = SessionFacts.NONE;

  /**
   * Makes one.
   *
   * @param whole whether every call of the session is going to be told
   */
  SessionMemory(SessionPlan plan, boolean whole) {
    this.ledger = new SessionLedger(plan);
    this.whole = whole;
  }

  /** Counts the attempt of a recorded decision; without a time, nothing is known from here on. */
  void attempt(Json.Obj data) {
    Optional<Instant> time = time(data);
    whole &= time.isPresent() && data.string("tool").isPresent();
    facts = whole ? ledger.attempt(tool(data), time.orElseThrow()) : SessionFacts.NONE;
  }

  /** The decision was made: the call was forwarded, or it was not. */
  void decided(Json.Obj data) {
    if (data.string("decision").orElse("").equals("allow")) {
      if (data.get("request_id") != null) {
        ledger.forwarded(tool(data));
      } else {
        ledger.notified(tool(data));
      }
    }
  }

  private static String tool(Json.Obj data) {
    return data.string("tool").orElse("");
  }

  private static Optional<Instant> time(Json.Obj data) {
    try {
      return data.string("decided_at").map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** Gives what the call that was attempted last is judged by. */
  SessionFacts facts() {
    return facts;
  }

  /** Says whether that is all there is to know. */
  boolean isWhole() {
    return whole;
  }
}
