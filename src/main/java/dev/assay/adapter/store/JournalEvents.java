package dev.assay.adapter.store;

import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.IOException;
import java.util.Optional;

/** The events of a journal, one after the other, from its first to its last good record. */
final class JournalEvents {
  private final JournalReader reader;
  private final Optional<JournalFormat.FirstLine> first;

  /** Begins to read; the first line is read at once. */
  JournalEvents(DiskFile file) throws IOException {
    reader = new JournalReader(file);
    byte[] line = reader.next();
    first = line == null ? Optional.empty() : JournalFormat.FirstLine.read(line);
  }

  /** Takes one event; says whether to go on. */
  interface Visitor {
    boolean visit(EvidenceEvent event, EvidenceEvent.Line line);
  }

  /** Gives what the first line says; empty when it is no header of ours. */
  Optional<JournalFormat.FirstLine> first() {
    return first;
  }

  /** Shows all events; false when a record is no event or the visitor stopped. */
  boolean forEach(Visitor visitor) throws IOException {
    for (byte[] text = reader.next(); text != null; text = reader.next()) {
      if (!(JsonReader.read(text, JsonLimits.EVIDENCE) instanceof JsonReading.Read read
          && read.value() instanceof Json.Obj envelope
          && EvidenceEvent.read(envelope) instanceof EvidenceEvent.Reading.Read event
          && visitor.visit(event.event(), event.event().line()))) {
        return false;
      }
    }
    return true;
  }

  /** Gives the offset behind the last good record; after {@link #forEach}. */
  long goodEnd() {
    return reader.goodEnd();
  }

  /** Gives how the journal ends; after {@link #forEach}, once. */
  JournalReader.Tail tail() throws IOException {
    return reader.tail();
  }
}
