package dev.assay.core.policy;

import dev.assay.core.identity.ToolSighting;
import dev.assay.core.policy.decision.EvidenceKind;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.session.SessionLedger;
import java.time.Instant;
import java.util.List;

/** What happened in a session before the call in question, and when that call comes. */
record SupposedSession(List<Past> past, long requests, long nowMillis, List<EvidenceKind> lacking) {
  /** An earlier attempt; one without an answer to come was a notification. */
  record Past(String tool, long atMillis, boolean forwarded, boolean answerable) {
    Past(String tool, long atMillis, boolean forwarded) {
      this(tool, atMillis, forwarded, true);
    }

    /** Tells a ledger that it was forwarded, if it was. */
    void tell(SessionLedger ledger) {
      if (forwarded && answerable) {
        ledger.forwarded(tool);
      } else if (forwarded) {
        ledger.notified(tool);
      }
    }
  }

  static final SupposedSession NEW = new SupposedSession(List.of(), 1, 0);

  SupposedSession(List<Past> past, long requests, long nowMillis) {
    this(past, requests, nowMillis, List.of());
  }

  /** Gives the state that a call of a tool is judged in. */
  PolicyState stateFor(Policy policy, String tool) {
    SessionLedger ledger = new SessionLedger(policy.sessionPlan());
    for (Past past : past) {
      ledger.attempt(past.tool(), Instant.ofEpochMilli(past.atMillis()));
      past.tell(ledger);
    }
    return new PolicyState(
        requests,
        past.size() + 1L,
        ledger.attempt(tool, Instant.ofEpochMilli(nowMillis)),
        lacking,
        ToolSighting.ASSUMED);
  }
}
