package dev.assay.app.record;

import dev.assay.core.evidence.EventPayload;

/** Makes a payload once its event id is known. */
@FunctionalInterface
public interface EventDraft {
  /**
   * Gives the payload. Called once, under the recorder's lock: it must be quick and must not
   * record.
   *
   * @param eventId id of the event, also the decision id of a decision
   */
  EventPayload payload(String eventId);
}
