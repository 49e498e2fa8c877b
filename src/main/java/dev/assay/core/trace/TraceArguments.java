package dev.assay.core.trace;

import dev.assay.core.json.Json;
import java.util.Optional;

/** The arguments of a call in a trace, as far as the trace has them. */
public sealed interface TraceArguments {
  /** They are there; an empty object for a call without arguments. */
  record Given(Json.Obj arguments) implements TraceArguments {}

  /**
   * The trace leaves them out, which is not the same as a call without arguments.
   *
   * @param digest what stands for them, unless the trace leaves that out too
   */
  record Withheld(Optional<String> digest) implements TraceArguments {}
}
