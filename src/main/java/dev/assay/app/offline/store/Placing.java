package dev.assay.app.offline.store;

import dev.assay.app.offline.store.Retention.Hold;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.problem.Problem;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts content under a key so that afterwards exactly these bytes are there: what the store did not
 * compare with the digest itself is read back, and what was there before is read and compared.
 */
final class Placing {
  /** Two writers of one key meet once; a key that keeps coming and going is somebody's game. */
  private static final int ATTEMPTS = 3;

  private final ObjectStore store;

  Placing(ObjectStore store) {
    this.store = store;
  }

  /** How it ended. */
  sealed interface Placed {
    /**
     * The bytes are there.
     *
     * @param isNew false when they were there before
     */
    record There(boolean isNew) implements Placed {}

    /** They are not. */
    record Not(Problem problem) implements Placed {}
  }

  /** Places content; other bytes under the key are reported with the given code. */
  Placed place(String key, StoreContent content, @Nullable Hold hold, StoreCode otherwise) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      switch (store.create(key, content, hold)) {
        case ObjectStore.Creation.Failed(Problem problem) -> {
          return new Placed.Not(problem);
        }
        case ObjectStore.Creation.Created(boolean confirmed) -> {
          return confirmed ? new Placed.There(true) : readBack(key, content);
        }
        case ObjectStore.Creation.Exists() -> {
          switch (compare(key, content)) {
            case SAME -> {
              return new Placed.There(false);
            }
            case OTHER -> {
              return new Placed.Not(otherwise.at(key, ""));
            }
            case UNREADABLE -> {
              return new Placed.Not(StoreCode.FAILED.at(key, "it exists and cannot be read"));
            }
            case ABSENT -> {
              // gone since: try again
            }
          }
        }
      }
    }
    return new Placed.Not(StoreCode.FAILED.at(key, "it exists and is not there, in turns"));
  }

  private Placed readBack(String key, StoreContent content) {
    return switch (compare(key, content)) {
      case SAME -> new Placed.There(true);
      case OTHER, ABSENT ->
          new Placed.Not(
              StoreCode.OBJECT_CORRUPT.at(key, "the store gives back other bytes than it took"));
      case UNREADABLE ->
          new Placed.Not(StoreCode.FAILED.at(key, "it was written and cannot be read back"));
    };
  }

  private enum Comparison {
    SAME,
    OTHER,
    ABSENT,
    UNREADABLE
  }

  private Comparison compare(String key, StoreContent content) {
    MessageDigest digest = Sha256.hasher();
    long[] seen = {0};
    ObjectStore.Reading reading =
        store.read(
            key,
            (data, from, to) -> {
              digest.update(data, from, to - from);
              seen[0] += to - from;
              return seen[0] <= content.bytes();
            });
    return switch (reading) {
      case ObjectStore.Reading.Read _ ->
          seen[0] == content.bytes()
                  && HexFormat.of().formatHex(digest.digest()).equals(content.sha256())
              ? Comparison.SAME
              : Comparison.OTHER;
      case ObjectStore.Reading.Absent() -> Comparison.ABSENT;
      case ObjectStore.Reading.Failed _ -> Comparison.UNREADABLE;
    };
  }

  /**
   * Makes sure that an object is kept as long as demanded, asking again where the store ignored
   * what the upload said or had the object before.
   */
  Optional<Problem> keep(String key, Hold demanded) {
    if (covers(store.held(key), demanded) || covers(store.hold(key, demanded), demanded)) {
      return Optional.empty();
    }
    Instant until = demanded.until();
    return Optional.of(
        StoreCode.RETENTION_NOT_APPLIED.at(
            key,
            "stored, but the store does not keep it in mode "
                + demanded.mode().wire()
                + " until "
                + until));
  }

  private static boolean covers(ObjectStore.Holding holding, Hold demanded) {
    return holding instanceof ObjectStore.Holding.Held(Hold hold) && hold.covers(demanded);
  }
}
