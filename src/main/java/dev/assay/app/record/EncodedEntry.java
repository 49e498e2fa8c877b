package dev.assay.app.record;

import dev.assay.core.evidence.EventPayload;
import dev.assay.core.evidence.write.BundleFault;
import dev.assay.core.evidence.write.BundleSurvey;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.Optional;

/**
 * One entry as it would stand in a journal, or why it cannot. Never throws for one entry's sake.
 */
sealed interface EncodedEntry {
  /** The content hash is added when the journal is sealed. */
  int CONTENT_HASH_BYTES = 100;

  /** Its line; the bytes are nobody's to change. */
  final class Line implements EncodedEntry {
    final String eventId;
    final EventPayload payload;
    final byte[] bytes;

    private Line(String eventId, EventPayload payload, byte[] bytes) {
      this.eventId = eventId;
      this.payload = payload;
      this.bytes = bytes;
    }
  }

  /** It makes no event. */
  record Flawed(Recording.Failed failed) implements EncodedEntry {}

  /** Encodes an entry under a sequence number. */
  static EncodedEntry of(Entry entry, OpenPart part, long sequence) {
    try {
      String eventId = part.origin.eventId(sequence);
      EventPayload payload = entry.draft().payload(eventId);
      byte[] line = part.encode(sequence, entry.at(), payload);
      Optional<BundleFault> fault = BundleSurvey.fault(payload);
      if (fault.isPresent()) {
        return flawed(fault.get());
      }
      return line.length > BundleSurvey.MAX_LINE_BYTES - CONTENT_HASH_BYTES
          ? flawed(BundleFault.LINE_LENGTH)
          : new Line(eventId, payload, line);
    } catch (RuntimeException fault) {
      String what = "an event could not be made: " + fault.getClass().getSimpleName();
      Problem problem = Problem.of("record.fault", what, Where.NOWHERE);
      return new Flawed(new Recording.Failed(problem, fault));
    }
  }

  private static Flawed flawed(BundleFault fault) {
    return new Flawed(
        new Recording.Failed(Problem.of(fault.code(), fault.sentence(), Where.NOWHERE)));
  }
}
