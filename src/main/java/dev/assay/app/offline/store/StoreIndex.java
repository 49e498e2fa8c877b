package dev.assay.app.offline.store;

import dev.assay.core.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the index of a store. What it says is not verified; only an archive's digest is. */
final class StoreIndex {
  private final ObjectStore store;

  StoreIndex(ObjectStore store) {
    this.store = store;
  }

  /** The archives below a prefix, and what went wrong on the way. */
  record Found(List<String> archives, @Nullable Problem failure) {}

  /** Names the archives that the index has below a prefix, at most so many. */
  Found archives(String prefix, int limit) {
    List<String> archives = new ArrayList<>();
    ObjectStore.Listing listing =
        store.list(
            prefix,
            "",
            (key, _) -> {
              StoreKeys.indexed(key).ifPresent(archives::add);
              return archives.size() < limit;
            });
    return new Found(
        archives, listing instanceof ObjectStore.Listing.Failed(Problem problem) ? problem : null);
  }

  /** What an index object holds. */
  sealed interface Lookup {
    /** An entry in our form. */
    record Entry(StoreEntry entry) implements Lookup {}

    /** Something else. */
    record NotAnEntry() implements Lookup {}

    /** Nothing. */
    record Absent() implements Lookup {}

    /** Nobody knows. */
    record Failed(Problem problem) implements Lookup {}
  }

  /** Reads one entry. */
  Lookup read(String key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ObjectStore.Reading reading =
        store.read(
            key,
            (data, from, to) -> {
              bytes.write(data, from, to - from);
              return bytes.size() <= StoreEntry.MAX_BYTES;
            });
    return switch (reading) {
      case ObjectStore.Reading.Failed(Problem problem) -> new Lookup.Failed(problem);
      case ObjectStore.Reading.Absent() -> new Lookup.Absent();
      case ObjectStore.Reading.Read _ -> {
        Optional<StoreEntry> entry =
            bytes.size() > StoreEntry.MAX_BYTES
                ? Optional.empty()
                : StoreEntry.read(bytes.toByteArray());
        yield entry.<Lookup>map(Lookup.Entry::new).orElseGet(Lookup.NotAnEntry::new);
      }
    };
  }
}
