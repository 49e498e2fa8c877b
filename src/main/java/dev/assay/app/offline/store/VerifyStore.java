package dev.assay.app.offline.store;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Verifies the archives and the index of a store: each archive against its key and as a bundle,
 * each index entry against its archive, and both ways that nothing is missing. Sidecars are
 * counted, not checked. What was never indexed and is gone leaves no trace here; a list of digests
 * kept elsewhere is what tells of that. A store without any archive is a finding: nothing was
 * verified.
 *
 * <p>One archive is in memory piece by piece; a digest and the two ids of each archive are held
 * until the end.
 */
public final class VerifyStore {
  /** More findings than this are counted and not listed. */
  public static final int MAX_LISTED = 1000;

  private final ObjectStore store;
  private final StoreProgress progress;
  private final List<Problem> findings = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, String> runs = new HashMap<>();
  private long intact;
  private long failed;
  private long sidecars;
  private long found;

  /** Makes one for one use. */
  public VerifyStore(ObjectStore store, StoreProgress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * What was found.
   *
   * @param intact archives that are what they should be
   * @param failed archives that are not, or could not be read
   * @param sidecars what lies beside archives, unchecked
   * @param found how many findings there are
   * @param findings the first of them
   */
  public record Outcome(
      long intact, long failed, long sidecars, long found, List<Problem> findings) {
    /** Copies the findings. */
    public Outcome {
      findings = Collections.unmodifiableList(new ArrayList<>(findings));
    }
  }

  /** Verifies all. */
  public Outcome verify() {
    List<String> archives = new ArrayList<>();
    ObjectStore.Listing objects =
        store.list(
            StoreKeys.OBJECTS,
            "",
            (key, _) -> {
              StoreKeys.archiveOf(key).ifPresentOrElse(archives::add, () -> sidecars++);
              return true;
            });
    if (objects instanceof ObjectStore.Listing.Failed(Problem problem)) {
      add(problem);
    }
    for (String archive : archives) {
      progress.begin("verify " + Sha256.PREFIX + archive);
      archive(archive);
    }
    ObjectStore.Listing index =
        store.list(
            StoreKeys.INDEX,
            "",
            (key, _) -> {
              indexed(key);
              return true;
            });
    if (index instanceof ObjectStore.Listing.Failed(Problem problem)) {
      add(problem);
    }
    if (archives.isEmpty() && found == 0) {
      add(StoreCode.EMPTY.at(store.name(), ""));
    }
    return new Outcome(intact, failed, sidecars, found, findings);
  }

  private void archive(String archive) {
    seen.add(archive);
    switch (StoredArchive.read(store, archive, progress)) {
      case StoredArchive.Unsound(Problem problem) -> {
        failed++;
        add(problem);
      }
      case StoredArchive.Sound(StoreEntry entry) -> {
        intact++;
        entries(entry);
        String other = runs.putIfAbsent(entry.runId(), entry.bundleId());
        if (other != null && !other.equals(entry.bundleId())) {
          add(
              StoreCode.RUN_CONFLICT.at(
                  StoreKeys.object(archive),
                  "run `"
                      + entry.runId()
                      + "` is also in bundle "
                      + other
                      + "; use neither before"
                      + " you know why"));
        }
      }
    }
  }

  private void entries(StoreEntry entry) {
    StoreIndex index = new StoreIndex(store);
    for (String key : entry.keys()) {
      switch (index.read(key)) {
        case StoreIndex.Lookup.Entry(StoreEntry found) -> {
          if (!found.equals(entry)) {
            add(StoreCode.INDEX_CONFLICT.at(key, "", REINDEX));
          }
        }
        case StoreIndex.Lookup.NotAnEntry() -> add(StoreCode.INDEX_CONFLICT.at(key, "", REINDEX));
        case StoreIndex.Lookup.Absent() -> add(StoreCode.INDEX_MISSING.at(key, "", REINDEX));
        case StoreIndex.Lookup.Failed(Problem problem) -> add(problem);
      }
    }
  }

  private static final String REINDEX = "run `assay evidence store-reindex`";

  private void indexed(String key) {
    if (StoreKeys.indexed(key).filter(archive -> !seen.contains(archive)).isPresent()) {
      add(StoreCode.OBJECT_MISSING.at(key, ""));
    }
  }

  private void add(Problem problem) {
    found++;
    if (findings.size() < MAX_LISTED) {
      findings.add(problem);
    }
  }
}
