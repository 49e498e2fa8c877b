package dev.assay.adapter.store;

import dev.assay.app.record.BundleSigner;
import dev.assay.app.record.CheckpointSink;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how evidence is kept.
 *
 * @param place a directory of bundles, or one file
 * @param durability when an event counts as recorded
 * @param signer signs bundles when they are sealed
 * @param checkpoints is told the head of every part that is sealed
 */
public record StoreSettings(
    Place place,
    Durability durability,
    Optional<BundleSigner> signer,
    Optional<CheckpointSink> checkpoints) {
  /** Settings of a store whose heads nobody keeps. */
  public StoreSettings(Place place, Durability durability, Optional<BundleSigner> signer) {
    this(place, durability, signer, Optional.empty());
  }

  /** Where bundles go. */
  public sealed interface Place {
    /** Each bundle gets a name of its own in this directory. */
    record Directory(Path path) implements Place {}

    /**
     * The bundle gets this name; further parts of a long session get their index before the
     * extension. An existing file is never overwritten.
     */
    record SingleFile(Path path) implements Place {}
  }
}
