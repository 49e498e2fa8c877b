package dev.assay.app.offline.store;

import dev.assay.app.offline.BundleFiles.Chunks;
import dev.assay.app.offline.store.Retention.Hold;
import dev.assay.core.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Objects under keys: a directory, or a bucket. Keys are the relative ones of {@link StoreKeys}.
 * Nothing that was created is ever changed through {@link #create}; what fails is a value, and no
 * message holds a credential.
 */
public interface ObjectStore extends AutoCloseable {
  /** What became of an object to be created. */
  sealed interface Creation {
    /**
     * It is there, whole.
     *
     * @param confirmed whether the store itself compared the bytes with the digest
     */
    record Created(boolean confirmed) implements Creation {}

    /** The key is taken; nothing was written, and nothing is said about the bytes there. */
    record Exists() implements Creation {}

    /** It could not be created. */
    record Failed(Problem problem) implements Creation {}
  }

  /** How reading an object ended. */
  sealed interface Reading {
    /** All of it was handed over, or as much as was wanted. */
    record Read(long bytes) implements Reading {}

    /** There is no such object. */
    record Absent() implements Reading {}

    /** It could not be read to the end. */
    record Failed(Problem problem) implements Reading {}
  }

  /** How listing ended. */
  sealed interface Listing {
    /** All keys were named, or as many as were wanted. */
    record Listed() implements Listing {}

    /** The list is not complete. */
    record Failed(Problem problem) implements Listing {}
  }

  /** Whether an object is kept for a time. */
  sealed interface Holding {
    /** It is. */
    record Held(Hold hold) implements Holding {}

    /** It is not. */
    record NotHeld() implements Holding {}

    /** The store does not say. */
    record Unknown(Problem problem) implements Holding {}
  }

  /** What the store can promise about deletions. */
  sealed interface Locking {
    /**
     * The store refuses to delete what is locked.
     *
     * @param defaults what it locks by itself, or null when only what is asked for
     */
    record Available(@Nullable Retention defaults) implements Locking {}

    /** Only our own commands honour a retention. */
    record RecordedOnly() implements Locking {}

    /** The bucket has no lock. */
    record Unavailable() implements Locking {}

    /** The store does not say. */
    record Unknown(Problem problem) implements Locking {}
  }

  /** Takes the keys of a listing. */
  interface Keys {
    /** Takes one; false says that no more is wanted. */
    boolean accept(String key, long bytes);
  }

  /** Gives the store's address, without credentials. */
  String name();

  /** Gives the kind of store: {@code file} or {@code s3}. */
  String backend();

  /**
   * Creates an object unless the key is taken. A crash leaves a whole object or none.
   *
   * @param hold how long it must be kept, or null
   */
  Creation create(String key, StoreContent content, @Nullable Hold hold);

  /** Writes an index object over what is there. Never used for bundles. */
  Creation replace(String key, StoreContent content);

  /** Hands over the bytes of an object. */
  Reading read(String key, Chunks to);

  /** Names the keys that begin so and come after a key, in order of their bytes. */
  Listing list(String prefix, String after, Keys keys);

  /** Tells how long an object is kept. */
  Holding held(String key);

  /** Asks the store to keep an object that is there; the answer is what {@link #held} says then. */
  Holding hold(String key, Hold hold);

  /** Tells what the store can promise about deletions. */
  Locking locking();

  /** Deletes a probe object; true when it is gone without a trace. */
  boolean removeProbe(String key);

  @Override
  void close();
}
