package dev.assay.app.record;

import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import dev.assay.core.problem.BugException;

/**
 * Token: an event is recorded, as durably as configured. Whoever holds one may do what the event
 * announces. Only the recorder makes them; it is no record, since those have public constructors.
 */
public final class Recorded {
  private final String eventId;
  private final byte[] journalLine;

  Recorded(String eventId, byte[] journalLine) {
    this.eventId = eventId;
    this.journalLine = journalLine;
  }

  /** Gives the event's id: run, part, colon, sequence. */
  public String eventId() {
    return eventId;
  }

  /**
   * Gives the event as the bundle is going to hold it, content hash included, without line feed.
   * Costs a few microseconds: for decision logs, not for the path of a call that has none.
   */
  public byte[] envelopeLine() {
    if (JsonReader.read(journalLine, JsonLimits.EVIDENCE) instanceof JsonReading.Read read
        && read.value() instanceof Json.Obj envelope
        && EvidenceEvent.read(envelope) instanceof EvidenceEvent.Reading.Read event) {
      return event.event().line().bytes();
    }
    throw new BugException("a recorded event cannot be read back");
  }
}
