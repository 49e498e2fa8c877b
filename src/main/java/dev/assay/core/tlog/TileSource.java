package dev.assay.core.tlog;

import java.util.Optional;

/** Where the tiles of a log are read from. */
@FunctionalInterface
public interface TileSource {
  /** Gives the bytes of a tile; empty when they cannot be read or are more than it can have. */
  Optional<byte[]> read(Tile tile);
}
