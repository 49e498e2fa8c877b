package dev.assay.core.evidence;

import dev.assay.core.json.ByteLine;
import dev.assay.core.json.CanonicalJson;
import dev.assay.core.json.Json;
import java.util.Optional;

/** What one evidence event says; the closed set of our own event types. */
public interface EventPayload {
  /** Gives the event type, such as {@code assay.tool.decision}. */
  String type();

  /** Gives what the event is about, such as {@code tool:read_file}; never an argument. */
  Optional<String> subject();

  /** Gives the payload, hashed with the event. */
  Json.Obj data();

  /**
   * Adds the canonical text of {@link #data()} to a line; payloads made for every call build it
   * directly.
   */
  default void write(ByteLine line) {
    line.put(CanonicalJson.canonicalBytes(data()));
  }

  /**
   * Says that nothing a bundle refuses is in it, which whoever makes it answers for: the payload is
   * flat and small, the type a constant, the subject short and free of control characters. Nobody
   * measures such an event.
   */
  default boolean isSound() {
    return false;
  }
}
