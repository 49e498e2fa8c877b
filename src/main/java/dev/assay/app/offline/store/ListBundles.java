package dev.assay.app.offline.store;

import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists what the index names, oldest day first. The index is not verified here: a row says what was
 * written when the bundle was pushed.
 */
public final class ListBundles {
  private final ObjectStore store;

  /** Makes one that reads a store. */
  public ListBundles(ObjectStore store) {
    this.store = store;
  }

  /**
   * What to list.
   *
   * @param runId only this run, or null
   * @param since the first day, {@code 2026-01-31}, or null
   * @param until the last day, or null
   * @param limit at most so many
   */
  public record Request(
      @Nullable String runId, @Nullable String since, @Nullable String until, int limit) {}

  /**
   * What there is.
   *
   * @param more whether the limit was reached with more to come
   */
  public record Outcome(List<StoreEntry> entries, boolean more, List<Problem> problems) {
    /** Copies the lists. */
    public Outcome {
      entries = Collections.unmodifiableList(new ArrayList<>(entries));
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }
  }

  /** Lists. */
  public Outcome list(Request request) {
    String run = request.runId();
    String since = request.since();
    String prefix = run == null ? StoreKeys.DAYS : StoreKeys.run(run);
    String after = run == null && since != null ? StoreKeys.DAYS + since : "";
    List<StoreEntry> entries = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    boolean[] more = {false};
    StoreIndex index = new StoreIndex(store);
    ObjectStore.Listing listing =
        store.list(
            prefix,
            after,
            (key, _) -> {
              String until = request.until();
              if (run == null && until != null && key.compareTo(StoreKeys.DAYS + until + "0") > 0) {
                return false; // "0" is the character after "/": the day is over
              }
              if (entries.size() >= request.limit()) {
                more[0] = true;
                return false;
              }
              entry(index, key, problems)
                  .filter(entry -> isWanted(entry, request))
                  .ifPresent(entries::add);
              return problems.size() < request.limit();
            });
    if (listing instanceof ObjectStore.Listing.Failed(Problem problem)) {
      problems.add(problem);
    }
    return new Outcome(entries, more[0], problems);
  }

  private static Optional<StoreEntry> entry(StoreIndex index, String key, List<Problem> problems) {
    switch (index.read(key)) {
      case StoreIndex.Lookup.Entry(StoreEntry entry) -> {
        return Optional.of(entry);
      }
      case StoreIndex.Lookup.NotAnEntry() ->
          problems.add(StoreCode.INDEX_CONFLICT.at(key, "it is no index entry"));
      case StoreIndex.Lookup.Absent() -> {
        // removed since it was listed
      }
      case StoreIndex.Lookup.Failed(Problem problem) -> problems.add(problem);
    }
    return Optional.empty();
  }

  private static boolean isWanted(StoreEntry entry, Request request) {
    String run = request.runId();
    String since = request.since();
    String until = request.until();
    String day = entry.span().day();
    return (run == null || entry.runId().equals(run))
        && (since == null || day.compareTo(since) >= 0)
        && (until == null || day.compareTo(until) <= 0);
  }
}
