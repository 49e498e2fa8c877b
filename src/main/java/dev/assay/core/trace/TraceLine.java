package dev.assay.core.trace;

import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One line of a trace. */
sealed interface TraceLine {
  /** The line is a call. */
  record Call(TraceCall call) implements TraceLine {}

  /** The line is none. */
  record Refused(Problem problem) implements TraceLine {}

  /** What other formats call the arguments: read as a call without them, a line would lie. */
  List<String> OTHER_NAMES =
      Collections.unmodifiableList(Arrays.asList("arguments", "params", "parameters", "input"));

  /** Reads the first {@code length} bytes as a line. */
  static TraceLine read(byte[] line, int length, Where where) {
    return switch (JsonReader.read(line, 0, length, JsonLimits.MCP)) {
      case JsonReading.Read(Json.Obj object) -> read(object, where);
      case JsonReading.Read _ -> refused(TraceFault.NOT_OBJECT, where, "this is not an object");
      case JsonReading.Refused refused ->
          refused(
              TraceFault.NOT_JSON,
              new Where(where.document(), null, where.line(), column(line, refused.offset())),
              refused.fault().sentence());
    };
  }

  private static int column(byte[] line, int offset) {
    int column = 1;
    for (int i = 0; i < offset; i++) {
      column += (line[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return column;
  }

  private static TraceLine refused(TraceFault fault, Where where, String message) {
    return new Refused(fault.at(where, message));
  }

  private static TraceLine read(Json.Obj line, Where where) {
    if (DecisionEvent.isOne(line)) {
      Optional<TraceCall> decided = DecisionEvent.read(line, where);
      return decided.isPresent()
          ? new Call(decided.get())
          : refused(TraceFault.MISSING, where, "this decision does not say how a tool was decided");
    }
    Optional<Problem> problem = envelope(line, where).or(() -> members(line, where));
    return problem.isPresent() ? new Refused(problem.get()) : new Call(call(line, where));
  }

  private static Optional<Problem> envelope(Json.Obj line, Where where) {
    if (line.string("specversion").isPresent()) {
      return Optional.of(
          TraceFault.TYPE.at(where, "this is an event, and of events only decisions are of calls"));
    }
    if (!(line.get("type") instanceof Json.Str(String type))) {
      return Optional.of(TraceFault.MISSING.at(where, "`type` is missing or no string"));
    }
    if (!type.equals("tool_call")) {
      return Optional.of(TraceFault.TYPE.at(where, "this line is no tool call"));
    }
    Json version = line.get("v");
    return version == null || (version instanceof Json.Num(String text) && text.equals("1"))
        ? Optional.empty()
        : Optional.of(TraceFault.VERSION.at(where, "this version of the format is not known"));
  }

  private static Optional<Problem> members(Json.Obj line, Where where) {
    if (line.string("tool").isEmpty()) {
      return Optional.of(TraceFault.MISSING.at(where, "`tool` is missing or no string"));
    }
    if (line.get("args") == null) {
      for (String name : OTHER_NAMES) {
        if (line.get(name) != null) {
          return Optional.of(TraceFault.OTHER_NAME.at(where, "there is `" + name + "` here"));
        }
      }
    } else if (!(line.get("args") instanceof Json.Obj)) {
      return wrongType(where, "`args` is an object");
    } else if (line.get("args_digest") != null) {
      return wrongType(where, "`args` and `args_digest` do not stand together");
    }
    for (String name : Arrays.asList("args_digest", "session", "time", "decision")) {
      if (line.get(name) != null && line.string(name).isEmpty()) {
        return wrongType(where, "`" + name + "` is a string");
      }
    }
    if (line.string("time").isPresent() && time(line).isEmpty()) {
      return wrongType(where, "`time` is a time such as 2026-01-02T03:04:05.006Z");
    }
    String decision = line.string("decision").orElse("allow");
    return decision.equals("allow") || decision.equals("deny")
        ? Optional.empty()
        : wrongType(where, "`decision` is allow or deny");
  }

  private static Optional<Problem> wrongType(Where where, String message) {
    return Optional.of(TraceFault.WRONG_TYPE.at(where, message));
  }

  private static Optional<Instant> time(Json.Obj line) {
    try {
      return line.string("time").map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static TraceCall call(Json.Obj line, Where where) {
    TraceArguments arguments =
        line.get("args") instanceof Json.Obj given
            ? new TraceArguments.Given(given)
            : new TraceArguments.Withheld(line.string("args_digest"));
    return new TraceCall(
        where,
        line.string("tool").orElseThrow(),
        arguments,
        line.string("session"),
        time(line),
        line.string("decision"));
  }
}
