package dev.assay.core.claim.rule;

import dev.assay.core.evidence.CallEvents.ToolDecision;
import dev.assay.core.json.Json;
import java.util.Optional;

/**
 * One event of a bundle, as far as claims look at it.
 *
 * @param seq its place
 * @param type the event type
 * @param source which gate or tool recorded it
 * @param contentHash identity of the observation
 * @param data the payload; anything
 */
public record ObservedEvent(long seq, String type, String source, String contentHash, Json data) {
  /** Gives the view of an envelope that a verifier accepted. */
  public static ObservedEvent of(long seq, Json.Obj envelope) {
    Json data = envelope.get("data");
    return new ObservedEvent(
        seq,
        envelope.string("type").orElse(""),
        envelope.string("source").orElse(""),
        envelope.string("assaycontenthash").orElse(""),
        data == null ? Json.Null.NULL : data);
  }

  /** Gives the payload when it is an object, else an empty one. */
  public Json.Obj members() {
    return data instanceof Json.Obj object ? object : Json.Obj.EMPTY;
  }

  /** Gives a member of the payload that is a string. */
  public Optional<String> text(String name) {
    return members().string(name);
  }

  /** Says whether this is a decision on a tool call. */
  public boolean isDecision() {
    return type.equals(ToolDecision.TYPE);
  }
}
