package dev.assay.adapter.cli.wrap;

import dev.assay.adapter.store.LogFile;
import dev.assay.app.gateway.DecisionSink;
import dev.assay.app.record.Recorded;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * One kind of record of privileged calls as a log of its own: a line for each call, as the evidence
 * has it; nothing for other calls.
 *
 * @param member the record's name in the decision event
 */
record RecordLog(LogFile log, String member) implements DecisionSink {
  @Override
  public Optional<Problem> write(Instant at, Recorded recorded, ToolDecision decision) {
    Optional<Json.Obj> record =
        decision.data().object("privileged").flatMap(records -> records.object(member));
    return record.isPresent()
        ? log.append(CanonicalJson.canonicalText(record.get()))
        : Optional.empty();
  }
}
