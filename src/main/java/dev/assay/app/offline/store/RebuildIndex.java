package dev.assay.app.offline.store;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes the index again from the archives: adds what is missing, replaces what is wrong. Entries
 * whose archive is gone stay: they are the only trace of it.
 */
public final class RebuildIndex {
  private final ObjectStore store;
  private final StoreProgress progress;

  /** Makes one for a store. */
  public RebuildIndex(ObjectStore store, StoreProgress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * What was done.
   *
   * @param archives how many were read
   * @param added index objects that were missing
   * @param replaced index objects that were wrong
   * @param problems archives that cannot be indexed, and what the store refused
   */
  public record Outcome(long archives, long added, long replaced, List<Problem> problems) {
    /** Copies the problems. */
    public Outcome {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }

  /** Rebuilds. */
  public Outcome rebuild() {
    List<String> archives = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    if (store.list(
            StoreKeys.OBJECTS,
            "",
            (key, _) -> {
              StoreKeys.archiveOf(key).ifPresent(archives::add);
              return true;
            })
        instanceof ObjectStore.Listing.Failed(Problem problem)) {
      problems.add(problem);
    }
    long added = 0;
    long replaced = 0;
    for (String archive : archives) {
      progress.begin("index " + Sha256.PREFIX + archive);
      switch (StoredArchive.read(store, archive, progress)) {
        case StoredArchive.Unsound(Problem problem) -> problems.add(problem);
        case StoredArchive.Sound(StoreEntry entry) -> {
          for (String key : entry.keys()) {
            switch (write(key, entry, problems)) {
              case ADDED -> added++;
              case REPLACED -> replaced++;
              case NOTHING -> {
                // as it should be, or among the problems
              }
            }
          }
        }
      }
    }
    return new Outcome(archives.size(), added, replaced, problems);
  }

  private enum Change {
    ADDED,
    REPLACED,
    NOTHING
  }

  private Change write(String key, StoreEntry entry, List<Problem> problems) {
    return switch (new StoreIndex(store).read(key)) {
      case StoreIndex.Lookup.Failed(Problem problem) -> {
        problems.add(problem);
        yield Change.NOTHING;
      }
      case StoreIndex.Lookup.Entry(StoreEntry found) when found.equals(entry) -> Change.NOTHING;
      case StoreIndex.Lookup.Absent() ->
          done(store.create(key, entry.content(), null), Change.ADDED, problems);
      case StoreIndex.Lookup.Entry _, StoreIndex.Lookup.NotAnEntry() ->
          done(store.replace(key, entry.content()), Change.REPLACED, problems);
    };
  }

  private static Change done(ObjectStore.Creation creation, Change change, List<Problem> problems) {
    return switch (creation) {
      case ObjectStore.Creation.Created _ -> change;
      case ObjectStore.Creation.Exists() -> Change.NOTHING; // another run added it meanwhile
      case ObjectStore.Creation.Failed(Problem problem) -> {
        problems.add(problem);
        yield Change.NOTHING;
      }
    };
  }
}
