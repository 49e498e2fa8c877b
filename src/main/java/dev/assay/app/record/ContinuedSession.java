package dev.assay.app.record;

import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.Seal;
import dev.assay.core.json.Json;
import java.util.Map;
import java.util.Optional;

/**
 * First event of a further part: what the session's first event said, and which part this is.
 *
 * @param first payload of the session's first event
 * @param index of the part
 */
record ContinuedSession(EventPayload first, int index) implements EventPayload {
  /** The event that opens a session. */
  static final String TYPE = "assay.session.started";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Optional<String> subject() {
    return first.subject();
  }

  @Override
  public Json.Obj data() {
    Json.ObjBuilder data = Json.object();
    for (Map.Entry<String, Json> member : first.data().members().entrySet()) {
      data.put(member.getKey(), member.getValue());
    }
    return data.put("part", Seal.Part.alone(index).json()).build();
  }
}
