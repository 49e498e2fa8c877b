package dev.assay.app.offline.replay;

import dev.assay.core.trace.TraceCall;
import dev.assay.core.trace.TraceReading;
import java.util.function.Consumer;

/** Where the trace of a replay comes from. */
@FunctionalInterface
public interface TraceSource {
  /** Reads it once, handing over its calls; they count when the answer is {@code Read}. */
  TraceReading read(Consumer<TraceCall> calls);
}
