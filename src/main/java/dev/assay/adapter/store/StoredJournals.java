package dev.assay.adapter.store;

import dev.assay.adapter.store.disk.DiskFile;
import dev.assay.adapter.store.disk.PlainDisk;
import dev.assay.app.offline.JournalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Journals as files of another process, which may be writing them. Takes no lock, changes nothing,
 * and reads as far as the file was long when it was opened.
 *
 * <p>Not for a journal that this very process holds: opening that one again would give its lock up.
 */
public final class StoredJournals implements JournalFiles {

  @Override
  public Look read(String path, Lines to) {
    Path file;
    try {
      file = Path.of(path);
    } catch (InvalidPathException e) {
      return new Look.Other(); // whoever is asked next says so
    }
    if (!Files.isRegularFile(file)) {
      return new Look.Other();
    }
    try (DiskFile journal = new PlainDisk().open(file)) {
      return read(file, journal, to);
    } catch (IOException e) {
      return new Look.Failed(StoreProblems.of("evidence.store.head", "cannot read", file, e));
    }
  }

  private static Look read(Path path, DiskFile file, Lines to) throws IOException {
    long end = file.size();
    JournalEvents events =
        new JournalEvents(
            (into, from, length, at) -> {
              int wanted = (int) Math.min(length, end - at);
              return wanted <= 0 ? -1 : file.read(into, from, wanted, at);
            });
    if (events.first().isEmpty()) {
      return new Look.Other();
    }
    boolean readable =
        events.forEach(
            (_, line) -> {
              to.add(line.bytes(), 0, line.bytes().length);
              return true;
            });
    return readable && events.tail() != JournalReader.Tail.CORRUPT
        ? new Look.Journal(events.first().get().header().origin().runId())
        : new Look.Failed(
            StoreProblems.of(
                "evidence.store.corrupt",
                "journal `" + path + "` is damaged at byte " + events.goodEnd(),
                "keep it as it is; the next start puts it aside"));
  }
}
