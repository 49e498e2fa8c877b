package dev.assay.app.offline.store;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.evidence.verify.BundleVerifier;
import dev.assay.core.evidence.verify.EventSink;
import dev.assay.core.evidence.verify.Verdict;
import dev.assay.core.problem.Problem;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One archive of a store, read once: its digest compared with its key, its contents verified. */
sealed interface StoredArchive {
  /** It is what its key says, and intact. */
  record Sound(StoreEntry entry) implements StoredArchive {}

  /** It is not. */
  record Unsound(Problem problem) implements StoredArchive {}

  /** Reads and verifies one. */
  static StoredArchive read(ObjectStore store, String archive, StoreProgress progress) {
    String key = StoreKeys.object(archive);
    MessageDigest digest = Sha256.hasher();
    BundleVerifier verifier = new BundleVerifier(BundleLimits.DEFAULT, EventSink.NONE);
    ObjectStore.Reading reading =
        store.read(
            key,
            (data, from, to) -> {
              digest.update(data, from, to - from);
              progress.moved(to - from);
              if (!verifier.saturated()) {
                verifier.feed(data, from, to);
              }
              return true;
            });
    return switch (reading) {
      case ObjectStore.Reading.Failed(Problem problem) -> new Unsound(problem);
      case ObjectStore.Reading.Absent() -> new Unsound(StoreCode.OBJECT_MISSING.at(key, ""));
      case ObjectStore.Reading.Read _ ->
          HexFormat.of().formatHex(digest.digest()).equals(archive)
              ? judged(key, verifier.finish())
              : new Unsound(StoreCode.OBJECT_CORRUPT.at(key, ""));
    };
  }

  private static StoredArchive judged(String key, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Intact intact -> new Sound(StoreEntry.of(intact));
      case Verdict.Broken broken ->
          new Unsound(StoreCode.OBJECT_BROKEN.at(key, broken.first().text()));
    };
  }
}
