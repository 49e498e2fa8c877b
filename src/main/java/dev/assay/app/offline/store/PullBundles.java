package dev.assay.app.offline.store;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.problem.Problem;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * Fetches bundles: each is hashed and verified while it arrives and gets its name only when it is
 * what was asked for. Files are named by the archive digest and never overwritten.
 */
public final class PullBundles {
  /** More archives of one run or bundle id than this are not fetched in one go. */
  private static final int MAX_ARCHIVES = 10_000;

  private final ObjectStore store;
  private final LocalBundles local;
  private final StoreProgress progress;

  /** Makes one that reads from a store and writes through a port. */
  public PullBundles(ObjectStore store, LocalBundles local, StoreProgress progress) {
    this.store = store;
    this.local = local;
    this.progress = progress;
  }

  /** What to fetch. */
  public sealed interface Wanted {
    /** The one archive with this SHA-256, hex. */
    record Archive(String sha256) implements Wanted {}

    /** Every archive of a bundle id. */
    record Bundle(String bundleId) implements Wanted {}

    /** Every archive of a run. */
    record Run(String runId) implements Wanted {}
  }

  /**
   * One archive that was fetched.
   *
   * @param path where it is
   * @param written false when the very same file was there before
   * @param sidecars paths of the files beside it
   */
  public record Pulled(StoreEntry entry, String path, boolean written, List<String> sidecars) {
    /** Copies the paths. */
    public Pulled {
      sidecars = Collections.unmodifiableList(new ArrayList<>(sidecars));
    }
  }

  /** What was fetched, and what was not. */
  public record Outcome(List<Pulled> pulled, List<Problem> problems) {
    /** Copies the lists. */
    public Outcome {
      pulled = Collections.unmodifiableList(new ArrayList<>(pulled));
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }

  /** Fetches into a directory. */
  public Outcome pull(Wanted wanted, String directory) {
    List<Pulled> pulled = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String archive : archives(wanted, problems)) {
      fetch(archive, wanted, directory, pulled, problems);
    }
    return new Outcome(pulled, problems);
  }

  private List<String> archives(Wanted wanted, List<Problem> problems) {
    String prefix;
    switch (wanted) {
      case Wanted.Archive(String sha256) -> {
        return List.of(sha256);
      }
      case Wanted.Bundle(String bundleId) -> prefix = StoreKeys.bundle(bundleId);
      case Wanted.Run(String runId) -> prefix = StoreKeys.run(runId);
    }
    StoreIndex.Found found = new StoreIndex(store).archives(prefix, MAX_ARCHIVES);
    if (found.failure() != null) {
      problems.add(found.failure());
    } else if (found.archives().isEmpty()) {
      problems.add(
          StoreCode.NOT_FOUND.at(
              store.name(),
              "the index names no bundle of that id",
              "run `assay evidence store-reindex` if the index may be incomplete"));
    } else if (found.archives().size() == MAX_ARCHIVES) {
      problems.add(
          StoreCode.FAILED.at(store.name(), "only the first " + MAX_ARCHIVES + " were fetched"));
    }
    return found.archives();
  }

  private void fetch(
      String archive, Wanted wanted, String directory, List<Pulled> into, List<Problem> problems) {
    String key = StoreKeys.object(archive);
    progress.begin("pull " + Sha256.PREFIX + archive);
    MessageDigest digest = Sha256.hasher();
    BundleVerifier verifier = new BundleVerifier(BundleLimits.DEFAULT, EventSink.NONE);
    boolean[] saving = {true};
    try (LocalBundles.Draft draft = local.draft(directory)) {
      ObjectStore.Reading reading =
          store.read(
              key,
              (data, from, to) -> {
                digest.update(data, from, to - from);
                verifier.feed(data, from, to);
                progress.moved(to - from);
                saving[0] = draft.write(data, from, to);
                return saving[0] && !verifier.saturated();
              });
      switch (reading) {
        case ObjectStore.Reading.Failed(Problem problem) -> problems.add(problem);
        case ObjectStore.Reading.Absent() -> problems.add(absent(key, wanted));
        case ObjectStore.Reading.Read _ -> {
          String found = HexFormat.of().formatHex(digest.digest());
          Verdict verdict = verifier.finish();
          if (saving[0] && !found.equals(archive)) {
            problems.add(StoreCode.OBJECT_CORRUPT.at(key, ""));
          } else if (saving[0] && verdict instanceof Verdict.Broken broken) {
            problems.add(StoreCode.OBJECT_BROKEN.at(key, broken.first().text()));
          } else if (verdict instanceof Verdict.Intact intact && !isWanted(intact, wanted)) {
            problems.add(
                StoreCode.INDEX_CONFLICT.at(
                    key, "the index names it under an id it does not have"));
          } else {
            publish(draft, verdict, directory, into, problems);
          }
        }
      }
    }
  }

  private static boolean isWanted(Verdict.Intact intact, Wanted wanted) {
    return switch (wanted) {
      case Wanted.Archive _ -> true;
      case Wanted.Bundle(String id) -> intact.bundle().manifest().bundleId().equals(id);
      case Wanted.Run(String id) -> intact.bundle().manifest().runId().equals(id);
    };
  }

  private static Problem absent(String key, Wanted wanted) {
    return switch (wanted) {
      case Wanted.Archive _ -> StoreCode.NOT_FOUND.at(key, "");
      case Wanted.Bundle _, Wanted.Run _ -> StoreCode.OBJECT_MISSING.at(key, "");
    };
  }

  private void publish(
      LocalBundles.Draft draft,
      Verdict verdict,
      String directory,
      List<Pulled> into,
      List<Problem> problems) {
    String archive = digits(verdict);
    switch (draft.publish(archive + ".tar.gz")) {
      case LocalBundles.Saving.Failed(Problem problem) -> problems.add(problem);
      case LocalBundles.Saving.Saved(String path, boolean written) -> {
        if (verdict instanceof Verdict.Intact intact) {
          List<String> sidecars = sidecars(archive, directory, problems);
          into.add(new Pulled(StoreEntry.of(intact), path, written, sidecars));
        }
      }
    }
  }

  private static String digits(Verdict verdict) {
    String digest = verdict.facts().archive().sha256();
    return digest == null ? "" : digest.substring(Sha256.PREFIX.length());
  }

  private List<String> sidecars(String archive, String directory, List<Problem> problems) {
    String key = StoreKeys.object(archive);
    List<String> suffixes = new ArrayList<>();
    if (store.list(
            key + ".",
            "",
            (found, bytes) -> {
              if (!StoreKeys.isSidecar(found)) {
                problems.add(StoreCode.FAILED.at(found, "not the name of a sidecar, left there"));
              } else if (bytes > LocalBundles.MAX_SIDECAR_BYTES) {
                problems.add(StoreCode.FAILED.at(found, "too large for a sidecar, left there"));
              } else {
                suffixes.add(found.substring(key.length()));
              }
              return problems.size() + suffixes.size() < MAX_ARCHIVES;
            })
        instanceof ObjectStore.Listing.Failed(Problem problem)) {
      problems.add(problem);
    }
    List<String> paths = new ArrayList<>();
    for (String suffix : suffixes) {
      sidecar(key + suffix, archive + ".tar.gz" + suffix, directory, paths, problems);
    }
    return paths;
  }

  private void sidecar(
      String key, String name, String directory, List<String> paths, List<Problem> problems) {
    long[] seen = {0};
    try (LocalBundles.Draft draft = local.draft(directory)) {
      ObjectStore.Reading reading =
          store.read(
              key,
              (data, from, to) -> {
                seen[0] += to - from;
                return seen[0] <= LocalBundles.MAX_SIDECAR_BYTES && draft.write(data, from, to);
              });
      switch (reading) {
        case ObjectStore.Reading.Failed(Problem problem) -> problems.add(problem);
        case ObjectStore.Reading.Absent() -> problems.add(StoreCode.NOT_FOUND.at(key, ""));
        case ObjectStore.Reading.Read _ -> {
          if (seen[0] > LocalBundles.MAX_SIDECAR_BYTES) {
            problems.add(StoreCode.FAILED.at(key, "too large for a sidecar, left there"));
          } else {
            switch (draft.publish(name)) {
              case LocalBundles.Saving.Failed(Problem problem) -> problems.add(problem);
              case LocalBundles.Saving.Saved(String path, boolean _) -> paths.add(path);
            }
          }
        }
      }
    }
  }
}
