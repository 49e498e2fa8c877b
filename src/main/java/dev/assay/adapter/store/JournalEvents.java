package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.ContentHash;
import dev.assay.core.evidence.EnvelopeEncoder;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.json.Json;
import dev.assay.core.json.JsonLimits;
import dev.assay.core.json.JsonReader;
import dev.assay.core.json.JsonReading;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of a journal, one after the other, from its first to its last good record. */
final class JournalEvents {
  private final JournalReader reader;
  private final Optional<JournalFormat.FirstLine> first;

  /** Begins to read; the first line is read at once. */
  JournalEvents(DiskFile file) throws IOException {
    this((JournalReader.Source) file::read);
  }

  /** Begins to read from what may grow later; its first line is there by now. */
  JournalEvents(JournalReader.Source source) throws IOException {
    reader = new JournalReader(source);
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

  /**
   * Shows all events, those that came since when it is called again; false when a record is not an
   * event as our recorder writes it, or the visitor stopped.
   */
  boolean forEach(Visitor visitor) throws IOException {
    if (first.isEmpty()) {
      return false;
    }
    EventOrigin origin = first.get().header().origin();
    EnvelopeEncoder encoder = new EnvelopeEncoder(origin);
    for (byte[] text = reader.next(); text != null; text = reader.next()) {
      if (!(JsonReader.read(text, JsonLimits.EVIDENCE) instanceof JsonReading.Read read
          && read.value() instanceof Json.Obj envelope
          && EvidenceEvent.read(envelope) instanceof EvidenceEvent.Reading.Read event
          && event.event().origin().equals(origin)
          && isOurs(event.event(), text, encoder))) {
        return false;
      }
      String hash = ContentHash.of(envelope);
      byte[] line = ContentHashes.line(hash.substring(Sha256.PREFIX.length()), text);
      if (!visitor.visit(event.event(), new EvidenceEvent.Line(line, hash))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOurs(EvidenceEvent event, byte[] text, EnvelopeEncoder encoder) {
    return event.data() instanceof Json.Obj data
        && Arrays.equals(
            text,
            encoder.encode(
                event.sequence(),
                event.time(),
                new Payload(event.type(), Optional.ofNullable(event.subject()), data)));
  }

  /** A payload as it was read back. */
  private record Payload(String type, Optional<String> subject, Json.Obj data)
      implements EventPayload {}

  /** Gives the next journal line as it is, without looking into it; null at the end. */
  byte @Nullable [] nextText() throws IOException {
    return reader.next();
  }

  /** Gives the offset behind the last good record; after {@link #forEach}. */
  long goodEnd() {
    return reader.goodEnd();
  }

  /** Gives the offset behind everything that was written; after {@link #tail}. */
  long usedEnd() {
    return reader.usedEnd();
  }

  /** Gives how the journal ends; after {@link #forEach}, once. */
  JournalReader.Tail tail() throws IOException {
    return reader.tail();
  }
}
