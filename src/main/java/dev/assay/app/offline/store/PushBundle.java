package dev.assay.app.offline.store;

import dev.assay.app.offline.BundleFiles;
import dev.assay.app.offline.VerifyBundle;
import dev.assay.app.offline.VerifyReport;
import dev.assay.app.offline.store.Retention.Hold;
import dev.assay.core.problem.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a bundle into a store: verified first, the archive before its sidecars, those before the
 * index. A push that was cut off anywhere is completed by pushing again.
 */
public final class PushBundle {
  private final BundleFiles files;
  private final LocalBundles local;
  private final ObjectStore store;
  private final Placing placing;
  private final StoreProgress progress;
  private boolean lockAsked;
  private Optional<Problem> lockProblem = Optional.empty();

  /** Makes one that reads through ports and writes to a store. */
  public PushBundle(
      BundleFiles files, LocalBundles local, ObjectStore store, StoreProgress progress) {
    this.files = files;
    this.local = local;
    this.store = store;
    this.placing = new Placing(store);
    this.progress = progress;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /**
     * The archive is in the store.
     *
     * @param isNew false when it was there before
     * @param sidecars how many lie beside it now because of this push
     * @param hold how long it is kept at least, or null when nothing was demanded
     * @param problems what did not work besides: sidecars, index entries, retention
     */
    record Stored(
        StoreEntry entry, boolean isNew, int sidecars, @Nullable Hold hold, List<Problem> problems)
        implements Outcome {
      /** Copies the problems. */
      public Stored {
        problems = Collections.unmodifiableList(new ArrayList<>(problems));
      }
    }

    /** The file is no intact bundle; nothing was sent. */
    record NotIntact(VerifyReport report) implements Outcome {}

    /** The archive is not in the store. */
    record NotStored(Problem problem) implements Outcome {}
  }

  /**
   * Pushes one bundle.
   *
   * @param path the file
   * @param at now
   * @param retention how long the store must keep it, or null
   */
  public Outcome push(String path, Instant at, @Nullable Retention retention) {
    VerifyReport report = new VerifyBundle(files).verify(VerifyBundle.Request.of(path));
    if (!(report instanceof VerifyReport.Passed passed)) {
      return new Outcome.NotIntact(report);
    }
    StoreEntry entry = StoreEntry.of(passed.verdict());
    Optional<Problem> refusal = retention == null ? Optional.empty() : lockProblem();
    if (refusal.isPresent()) {
      return new Outcome.NotStored(refusal.get());
    }
    Hold hold = retention == null ? null : retention.from(at);
    return switch (local.open(path, entry.archive(), entry.bytes())) {
      case LocalBundles.Opening.Unavailable(Problem problem) -> new Outcome.NotStored(problem);
      case LocalBundles.Opening.Opened opened -> store(path, entry, opened, hold);
    };
  }

  /** Without a lock a retention would be a wish; asked once for all bundles. */
  private Optional<Problem> lockProblem() {
    if (!lockAsked) {
      lockAsked = true;
      lockProblem =
          switch (store.locking()) {
            case ObjectStore.Locking.Available _, ObjectStore.Locking.RecordedOnly _ ->
                Optional.empty();
            case ObjectStore.Locking.Unavailable _ ->
                Optional.of(
                    StoreCode.LOCK_UNAVAILABLE.at(
                        store.name(),
                        "",
                        "make a bucket with Object Lock, or remove `retention` from the settings"));
            case ObjectStore.Locking.Unknown(Problem problem) -> Optional.of(problem);
          };
    }
    return lockProblem;
  }

  private Outcome store(
      String path, StoreEntry entry, LocalBundles.Opening.Opened opened, @Nullable Hold hold) {
    progress.begin("push " + path);
    String key = StoreKeys.object(entry.archive());
    Placing.Placed placed = placing.place(key, counted(opened.archive()), hold, StoreCode.CONFLICT);
    if (placed instanceof Placing.Placed.Not(Problem problem)) {
      return new Outcome.NotStored(problem);
    }
    boolean isNew = placed instanceof Placing.Placed.There(boolean fresh) && fresh;
    List<Problem> problems = new ArrayList<>();
    if (hold != null) {
      placing.keep(key, hold).ifPresent(problems::add);
    }
    int sidecars = 0;
    for (LocalBundles.Sidecar sidecar : opened.sidecars()) {
      sidecars += sidecar(key + sidecar.suffix(), sidecar.content(), hold, problems) ? 1 : 0;
    }
    index(entry).forEach(problems::add);
    return new Outcome.Stored(entry, isNew, sidecars, hold, problems);
  }

  private boolean sidecar(
      String key, StoreContent content, @Nullable Hold hold, List<Problem> problems) {
    return switch (placing.place(key, content, hold, StoreCode.SIDECAR_CONFLICT)) {
      case Placing.Placed.Not(Problem problem) -> {
        problems.add(problem);
        yield false;
      }
      case Placing.Placed.There _ -> {
        if (hold != null) {
          placing.keep(key, hold).ifPresent(problems::add);
        }
        yield true;
      }
    };
  }

  private List<Problem> index(StoreEntry entry) {
    List<Problem> problems = new ArrayList<>();
    for (String key : entry.keys()) {
      if (placing.place(key, entry.content(), null, StoreCode.INDEX_CONFLICT)
          instanceof Placing.Placed.Not(Problem problem)) {
        problems.add(problem);
      }
    }
    return problems;
  }

  /** Tells the progress what is read of the archive. */
  private StoreContent counted(StoreContent content) {
    return new StoreContent() {
      @Override
      public long bytes() {
        return content.bytes();
      }

      @Override
      public String sha256() {
        return content.sha256();
      }

      @Override
      public InputStream open() throws IOException {
        return new Counted(content.open(), progress);
      }
    };
  }

  /** Counts what is read. */
  private static final class Counted extends FilterInputStream {
    private final StoreProgress progress;

    Counted(InputStream in, StoreProgress progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      progress.moved(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      progress.moved(Math.max(n, 0));
      return n;
    }
  }
}
