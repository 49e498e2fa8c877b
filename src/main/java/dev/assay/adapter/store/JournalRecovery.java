package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.Disk;
import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.app.record.Appending;
import dev.assay.app.record.RecoveryOutcome;
import dev.assay.app.record.SealOrder;
import dev.assay.app.record.SealedBundle;
import dev.assay.core.evidence.EnvelopeEncoder;
import dev.assay.core.evidence.EventOrigin;
import dev.assay.core.evidence.EvidenceEvent;
import dev.assay.core.evidence.EvidenceGap;
import dev.assay.core.evidence.Seal;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finishes one journal that nobody holds any more, with the ordinary append and seal code ({@code
 * evidence.md} 9.4): a torn tail is cut and said to be cut; a bad record among good ones is never
 * repaired.
 */
final class JournalRecovery {
  private static final String QUARANTINED = ".quarantined";

  /** Names and digests make a header shorter than this. */
  private static final int MAX_HEADER = 4096;

  private final Disk disk;
  private final JournalSealer sealer;
  private final Instant at;

  /** Bundles made or found by now, by name of their journal. */
  private final Map<String, SealedBundle> done;

  JournalRecovery(Disk disk, JournalSealer sealer, Instant at, Map<String, SealedBundle> done) {
    this.disk = disk;
    this.sealer = sealer;
    this.at = at;
    this.done = done;
  }

  /** What reading a journal to its end found. */
  private record Reading(
      JournalFormat.@Nullable FirstLine first,
      boolean readable,
      long events,
      boolean sealed,
      long goodEnd,
      long dropped,
      JournalReader.Tail tail) {}

  /** Recovers a journal; empty when somebody holds it or it is none. */
  Optional<RecoveryOutcome> recover(Path path) {
    try {
      Optional<DiskFile> held = disk.openHeld(path);
      if (held.isEmpty()) {
        return Optional.empty();
      }
      try (DiskFile file = held.get()) {
        return recover(path, file);
      }
    } catch (IOException e) {
      return Optional.of(
          new RecoveryOutcome.Failed(
              path.toString(),
              StoreProblems.of("evidence.store.recover", "cannot recover", path, e)));
    }
  }

  /** Says whether a name has the form of {@code 20260102T030405Z-0123abcd.journal}. */
  private static boolean isNamedByUs(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.length() == "20260102T030405Z-0123abcd.journal".length()
        && name.charAt(8) == 'T'
        && name.startsWith("Z-", 15);
  }

  private Optional<RecoveryOutcome> recover(Path path, DiskFile file) throws IOException {
    long size = file.size();
    if (size == 0) {
      if (isNamedByUs(path)) {
        disk.delete(path); // its recorder died before it held it, or notices and takes another name
      }
      return Optional.empty();
    }
    Reading reading = read(file);
    JournalFormat.FirstLine first = reading.first();
    if (first == null && neverBegan(file, size)) {
      disk.delete(path); // its recorder died while writing the header: nothing was recorded
      return Optional.empty();
    }
    if (first == null) {
      return Optional.of(quarantine(path, "it has no readable header"));
    }
    if (reading.tail() == JournalReader.Tail.CORRUPT) {
      return Optional.of(
          quarantine(path, "the record at byte " + reading.goodEnd() + " is damaged"));
    }
    if (!reading.readable()) {
      return Optional.of(quarantine(path, "a record is not an event of this run"));
    }
    long dropped = reading.dropped();
    FileJournal journal = new FileJournal(path, file, reading.goodEnd(), Durability.OS, sealer);
    if (!reading.sealed() && (dropped > 0 || reading.events() == 0)) {
      Problem failure = appendGap(journal, first.header().origin(), reading.events(), dropped);
      if (failure != null) {
        journal.stop();
        return Optional.of(new RecoveryOutcome.Failed(path.toString(), failure));
      }
    }
    if (dropped > 0) {
      // INVARIANT: the gap stands before the torn bytes go, or a crash here would hide the cut
      file.truncate(journal.end());
    }
    return Optional.of(seal(journal, first, dropped));
  }

  /** Says whether this is the beginning of a header and nothing else. */
  private static boolean neverBegan(DiskFile file, long size) throws IOException {
    if (size > MAX_HEADER) {
      return false;
    }
    byte[] text = new byte[(int) size];
    int count = 0;
    while (count < size) {
      int read = file.read(text, count, text.length - count, count);
      if (read <= 0) {
        return false;
      }
      count += read;
    }
    for (byte b : text) {
      if (b < ' ') {
        return false; // a whole line, or what a file system puts where data was lost
      }
    }
    return true;
  }

  private RecoveryOutcome seal(FileJournal journal, JournalFormat.FirstLine first, long dropped)
      throws IOException {
    SealOrder order = new SealOrder(Seal.CloseReason.RECOVERED, at, place(journal, first));
    return switch (journal.sealHeld(order)) {
      case JournalSealer.Sealing.Sealed sealed -> {
        done.put(journal.name(), sealed.bundle());
        yield new RecoveryOutcome.Recovered(sealed.bundle(), dropped);
      }
      case JournalSealer.Sealing.Malformed malformed ->
          quarantine(journal.path(), malformed.problem().message());
      case JournalSealer.Sealing.Failed failed ->
          new RecoveryOutcome.Failed(journal.path().toString(), failed.problem());
    };
  }

  private static Reading read(DiskFile file) throws IOException {
    JournalEvents events = new JournalEvents(file);
    long[] count = {0};
    boolean[] sealed = {false};
    boolean readable =
        events.first().isPresent()
            && events.forEach(
                (event, line) -> {
                  sealed[0] = event.type().equals(Seal.TYPE);
                  return fits(events.first().get(), event, count[0]++);
                });
    JournalReader.Tail tail = readable ? events.tail() : JournalReader.Tail.WHOLE;
    long goodEnd = events.goodEnd();
    return new Reading(
        events.first().orElse(null),
        readable,
        count[0],
        sealed[0],
        goodEnd,
        Math.max(0, events.usedEnd() - goodEnd),
        tail);
  }

  private static boolean fits(JournalFormat.FirstLine first, EvidenceEvent event, long position) {
    return event.origin().equals(first.header().origin()) && event.sequence() == position;
  }

  private @Nullable Problem appendGap(
      FileJournal journal, EventOrigin origin, long events, long dropped) {
    EvidenceGap gap =
        new EvidenceGap(
            EvidenceGap.Reason.TORN_TAIL, 0, 0, dropped, events == 0 ? null : events - 1);
    byte[] line = new EnvelopeEncoder(origin).encode(events, at, gap);
    return journal.append(List.of(line)) instanceof Appending.Failed failed
        ? failed.problem()
        : null;
  }

  /** Gives the place in the chain, with what is known of the part before. */
  private Seal.Part place(FileJournal journal, JournalFormat.FirstLine first) throws IOException {
    int index = first.header().part();
    String previous = first.header().previous();
    if (previous == null) {
      return Seal.Part.alone(index);
    }
    SealedBundle before = done.get(previous);
    if (before != null) {
      return new Seal.Part(index, before.facts().archiveSha256(), before.facts().bundleId());
    }
    Path archive = journal.path().resolveSibling(FileEvidenceStore.bundleOf(previous));
    return disk.exists(archive)
        ? new Seal.Part(index, BundleFile.digestOf(disk, archive), null)
        : Seal.Part.alone(index);
  }

  private RecoveryOutcome quarantine(Path path, String why) throws IOException {
    Path away = path.resolveSibling(path.getFileName() + QUARANTINED);
    for (int i = 2; disk.exists(away); i++) {
      away = path.resolveSibling(path.getFileName() + QUARANTINED + '-' + i);
    }
    disk.rename(path, away);
    return new RecoveryOutcome.Quarantined(
        away.toString(),
        StoreProblems.of(
            "evidence.store.corrupt", "journal `" + path + "` is damaged: " + why, (String) null));
  }
}
