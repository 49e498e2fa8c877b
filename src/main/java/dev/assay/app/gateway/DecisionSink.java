package dev.assay.app.gateway;

import dev.assay.app.record.Recorded;
import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/** A further record of decisions that the user asked for, written before the call is forwarded. */
public interface DecisionSink {
  /** Writes one decision; a problem means it is not on record, and the call is denied. */
  Optional<Problem> write(Instant at, Recorded recorded, ToolDecision decision);
}
