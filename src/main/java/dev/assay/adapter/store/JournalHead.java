package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.app.record.HeadReading;
import dev.assay.core.evidence.HeadTrail;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The head of a journal that is being written: what was appended since the last question is read
 * back from the file. It never looks behind what was acknowledged, so bytes of a failed append,
 * which are cut off later, do not count. Thread-safe; runs beside appending.
 */
final class JournalHead {
  private final DiskFile file;
  private final HeadTrail trail = new HeadTrail();
  private @Nullable JournalEvents events;
  private long end;

  JournalHead(DiskFile file) {
    this.file = file;
  }

  /** Gives the head over the events that lie before an offset. */
  synchronized HeadReading upTo(long acknowledged) throws IOException {
    end = acknowledged;
    JournalEvents reading = events;
    if (reading == null) {
      reading = new JournalEvents(this::read);
      events = reading;
    }
    boolean readable =
        reading.forEach(
            (_, line) -> {
              trail.add(line.bytes(), 0, line.bytes().length);
              return true;
            });
    if (!readable || reading.goodEnd() != end) {
      return new HeadReading.Unknown(
          Problem.of(
              "evidence.store.head",
              "the journal does not read back as it was written",
              Where.NOWHERE));
    }
    return new HeadReading.Known(
        reading.first().orElseThrow().header().origin().runId(), trail.head());
  }

  private int read(byte[] into, int from, int length, long at) throws IOException {
    int wanted = (int) Math.min(length, end - at);
    return wanted <= 0 ? -1 : file.readAlongside(into, from, wanted, at);
  }
}
