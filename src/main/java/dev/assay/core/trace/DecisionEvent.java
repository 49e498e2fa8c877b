package dev.assay.core.trace;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Where;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A decision as decision logs and bundles have it, read as a call whose arguments are withheld. A
 * call that a dry run let pass though the policy denied it counts as denied.
 */
public final class DecisionEvent {
  private static final String TYPE = "assay.tool.decision";

  private DecisionEvent() {}

  /** Says whether an event is of a decision. */
  public static boolean isOne(Json.Obj event) {
    return event.string("type").filter(TYPE::equals).isPresent();
  }

  /** Reads an event; empty when it is of something else, or lacks what a decision of ours has. */
  public static Optional<TraceCall> read(Json.Obj event, Where where) {
    Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
    Optional<String> tool = data.string("tool");
    String typed = data.string("typed_decision").orElse("");
    boolean denies = typed.equals("deny") || typed.equals("deny_with_alert");
    boolean allows = typed.equals("allow") || typed.equals("allow_with_obligations");
    if (!isOne(event) || tool.isEmpty() || !(allows || denies)) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceCall(
            where,
            tool.get(),
            new TraceArguments.Withheld(data.string("args_digest")),
            Optional.empty(),
            time(data),
            Optional.of(denies ? "deny" : "allow")));
  }

  private static Optional<Instant> time(Json.Obj data) {
    try {
      return data.string("decided_at").map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
