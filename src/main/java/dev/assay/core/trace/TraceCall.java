package dev.assay.core.trace;

import dev.assay.core.problem.Where;
import java.time.Instant;
import java.util.Optional;

/**
 * One tool call of a trace. Everything in it is what the author of the trace says.
 *
 * @param where the trace and the line
 * @param tool the tool's name, of any shape
 * @param arguments what it is called with
 * @param session which conversation it belongs to, when the trace tells several apart
 * @param time when it was made
 * @param decision {@code allow} or {@code deny}, when the trace says how it was decided
 */
public record TraceCall(
    Where where,
    String tool,
    TraceArguments arguments,
    Optional<String> session,
    Optional<Instant> time,
    Optional<String> decision) {}
