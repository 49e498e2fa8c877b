package dev.assay.app.offline.author;

import dev.assay.core.trace.TraceCall;
import dev.assay.core.trace.TraceReading;
import java.util.function.Consumer;

/** Where the calls of a trace come from. */
public interface TraceCalls {
  /** Reads all of them, in order; they count when the answer is {@link TraceReading.Read}. */
  TraceReading read(Consumer<TraceCall> calls);
}
