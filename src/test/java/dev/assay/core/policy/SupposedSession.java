package dev.assay.core.policy;

import dev.assay.core.identity.ToolSighting;
import dev.assay.core.policy.decision.EvidenceKind;
import dev.assay.core.policy.decision.PolicyState;
import dev.assay.core.policy.session.SessionLedger;
import java.time.Instant;
import java.util.List;

/** What happened in a session before the call in question, and when that call comes. */
record SupposedSession(List<Past> past, long requests, long nowMillis, List<EvidenceKind> lacking) {
  /** An earlier attempt. */
  record Past(String tool, long atMillis, boolean forwarded) {}

  static final SupposedSession NEW = new SupposedSession(List.of(), 1, 0);

  SupposedSession(List<Past> past, long requests, long nowMillis) {
    this(past, requests, nowMillis, List.of());
  }

  /** Gives the state that a call of a tool is judged in. */
  PolicyState stateFor(Policy policy, String tool) {
    SessionLedger ledger = new SessionLedger(policy.sessionPlan());
    for (Past past : past) {
      ledger.attempt(past.tool(), Instant.ofEpochMilli(past.atMillis()));
      if (past.forwarded()) {
        ledger.forwarded(past.tool());
      }
    }
    return new PolicyState(
        requests,
        past.size() + 1L,
        ledger.attempt(tool, Instant.ofEpochMilli(nowMillis)),
        lacking,
        ToolSighting.ASSUMED);
  }
}
