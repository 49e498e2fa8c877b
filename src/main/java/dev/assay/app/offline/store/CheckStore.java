package dev.assay.app.offline.store;

import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Tells whether a store can be used: reached, read, written, whether it refuses to overwrite, and
 * what it can lock. Writes a probe object and removes it, except where the store locks everything
 * it is given, because the probe could not be removed there.
 */
public final class CheckStore {
  private static final byte[] PROBE = "assay store probe\n".getBytes(StandardCharsets.UTF_8);

  private final ObjectStore store;

  /** Makes one for a store. */
  public CheckStore(ObjectStore store) {
    this.store = store;
  }

  /** An answer to one question. */
  public enum Answer {
    /** Yes. */
    YES("yes"),
    /** No. */
    NO("no"),
    /** Nobody tried. */
    NOT_CHECKED("not_checked");

    private final String wire;

    Answer(String wire) {
      this.wire = wire;
    }

    /** Gives the word in documents. */
    public String wire() {
      return wire;
    }
  }

  /**
   * What the probe showed.
   *
   * @param writable an object could be created
   * @param refusesOverwriting a second creation under the same key was refused
   * @param removed the probe is gone
   */
  public record Probe(Answer writable, Answer refusesOverwriting, Answer removed) {
    static final Probe NONE = new Probe(Answer.NOT_CHECKED, Answer.NOT_CHECKED, Answer.NOT_CHECKED);
  }

  /** How much lies there. */
  public record Amount(long bundles, long bytes, long sidecars, long foreign) {}

  /**
   * What is known of the store.
   *
   * @param readable the objects could be listed
   * @param problems what stands in the way
   */
  public record Outcome(
      Answer readable,
      Probe probe,
      ObjectStore.Locking locking,
      Amount amount,
      List<Problem> problems) {
    /** Copies the problems. */
    public Outcome {
      problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }

    /** Tells whether bundles can be pushed and pulled. */
    public boolean isUsable() {
      return readable == Answer.YES
          && probe.writable() != Answer.NO
          && probe.refusesOverwriting() != Answer.NO;
    }
  }

  /**
   * Checks.
   *
   * @param probeName the end of a key nobody else uses
   */
  public Outcome check(String probeName) {
    List<Problem> problems = new ArrayList<>();
    long[] counts = new long[4];
    ObjectStore.Listing listing =
        store.list(
            StoreKeys.OBJECTS,
            "",
            (key, bytes) -> {
              if (StoreKeys.archiveOf(key).isPresent()) {
                counts[0]++;
                counts[1] += bytes;
              } else {
                counts[StoreKeys.isSidecar(key) ? 2 : 3]++;
              }
              return true;
            });
    Amount amount = new Amount(counts[0], counts[1], counts[2], counts[3]);
    if (listing instanceof ObjectStore.Listing.Failed(Problem problem)) {
      problems.add(problem);
      return new Outcome(
          Answer.NO, Probe.NONE, new ObjectStore.Locking.Unknown(problem), amount, problems);
    }
    ObjectStore.Locking locking = store.locking();
    boolean locksAll =
        locking instanceof ObjectStore.Locking.Available(Retention defaults) && defaults != null;
    Probe probe = locksAll ? Probe.NONE : probe(StoreKeys.PROBES + probeName, problems);
    return new Outcome(Answer.YES, probe, locking, amount, problems);
  }

  private Probe probe(String key, List<Problem> problems) {
    StoreContent content = StoreContent.of(PROBE);
    return switch (store.create(key, content, null)) {
      case ObjectStore.Creation.Failed(Problem problem) -> {
        problems.add(problem);
        yield new Probe(Answer.NO, Answer.NOT_CHECKED, Answer.NOT_CHECKED);
      }
      case ObjectStore.Creation.Exists() -> {
        problems.add(StoreCode.FAILED.at(key, "a probe of that name exists"));
        yield Probe.NONE;
      }
      case ObjectStore.Creation.Created _ -> {
        Answer refuses = again(key, content, problems);
        boolean removed = store.removeProbe(key);
        if (!removed) {
          problems.add(StoreCode.FAILED.at(key, "the probe could not be removed"));
        }
        yield new Probe(Answer.YES, refuses, removed ? Answer.YES : Answer.NO);
      }
    };
  }

  private Answer again(String key, StoreContent content, List<Problem> problems) {
    return switch (store.create(key, content, null)) {
      case ObjectStore.Creation.Exists() -> Answer.YES;
      case ObjectStore.Creation.Created _ -> {
        problems.add(
            StoreCode.FAILED.at(
                key, "the store overwrites what is there although it was told not to"));
        yield Answer.NO;
      }
      case ObjectStore.Creation.Failed(Problem problem) -> {
        problems.add(problem);
        yield Answer.NO;
      }
    };
  }
}
