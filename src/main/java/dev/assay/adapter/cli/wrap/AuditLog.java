package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.store.LogFile;
import dev.assay.app.gateway.DecisionSink;
import dev.assay.app.record.Recorded;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonText;
import dev.assay.core.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/** The audit log: one short line per decision for people and line tools ({@code policy.md} 5.1). */
final class AuditLog implements DecisionSink {
  private final LogFile log;

  AuditLog(LogFile log) {
    this.log = log;
  }

  @Override
  public Optional<Problem> write(Instant at, Recorded recorded, ToolDecision decision) {
    Json.Obj data = decision.data();
    Json reason = data.get("reason");
    Json.Obj line =
        Json.object()
            .put("timestamp", at.toString())
            .put("decision", verdict(data))
            .put("tool", decision.tool())
            .put("reason", reason == null ? Json.Null.NULL : reason)
            .put("reason_code", data.get("reason_code"))
            .put("request_id", data.get("request_id"))
            .put("decision_id", recorded.eventId())
            .build();
    return log.append(JsonText.compact(line));
  }

  private static String verdict(Json.Obj data) {
    boolean denied = data.string("typed_decision").orElse("").startsWith("deny");
    boolean forwarded = data.string("decision").orElse("").equals("allow");
    if (denied) {
      return forwarded ? "would_deny" : "deny";
    }
    return data.string("typed_decision").orElse("").equals("allow")
        ? "allow"
        : "allow_with_warning";
  }
}
