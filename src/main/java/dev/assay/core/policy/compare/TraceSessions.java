package dev.assay.core.policy.compare;

import dev.assay.core.policy.Policy;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.session.SessionLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the sessions of a trace have done under one policy, counted as the gate counts. A trace
 * holds calls only, so other requests, which count for {@code max_requests_total} in the gate, are
 * not known here; calls without a time are as far apart as no rate looks back.
 */
public final class TraceSessions {
  /** More than the longest span of a rate. */
  private static final Duration APART = Duration.ofHours(25);

  private final Policy policy;
  private final Map<String, Session> sessions = new HashMap<>();

  private static final class Session {
    private final SessionLedger ledger;
    private Instant last = Instant.EPOCH;
    private long calls;

    Session(Policy policy) {
      this.ledger = new SessionLedger(policy.sessionPlan());
    }
  }

  /** Makes one for the policy that decides. */
  public TraceSessions(Policy policy) {
    this.policy = policy;
  }

  /** Counts a call and gives the state it is decided in; calls without a session share one. */
  public PolicyState attempt(Optional<String> session, String tool, Optional<Instant> time) {
    Session one = session(session);
    one.calls++;
    one.last = time.orElse(one.last.plus(APART));
    return new PolicyState(one.calls, one.calls, one.ledger.attempt(tool, one.last));
  }

  /** Tells that a call passed. */
  public void forwarded(Optional<String> session, String tool) {
    session(session).ledger.forwarded(tool);
  }

  private Session session(Optional<String> name) {
    return sessions.computeIfAbsent(name.map(n -> "s" + n).orElse(""), _ -> new Session(policy));
  }
}
