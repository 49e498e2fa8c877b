package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.MerkleProof;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.note.CheckpointText;
import dev.assay.core.problem.BugException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A tree of one size whose hashes are in tiles: its root and its proofs, reading only the tiles
 * they need. What it gives is as good as the tiles: compare the root with the checkpoint's before
 * any proof is handed out.
 *
 * <p>Not thread-safe: it remembers the tiles it read.
 */
public final class TileTree {
  private final long size;
  private final TileSource source;
  private final Map<Tile, byte[]> read = new HashMap<>();

  /** Makes a tree of so many entries. */
  public TileTree(long size, TileSource source) {
    this.size = size;
    this.source = source;
  }

  /** What was asked of the tree. */
  public sealed interface Answer {
    /** Hashes: a root, or the hashes of a proof. */
    record Hashes(List<byte[]> hashes) implements Answer {}

    /** A tile is missing or too short. */
    record Damaged(AnchorRefusal refusal) implements Answer {}
  }

  /** Where a leaf is. */
  public sealed interface Search {
    /** The place, empty when the leaf is not there. */
    record Done(OptionalLong index) implements Search {}

    /** A tile is missing or too short. */
    record Damaged(AnchorRefusal refusal) implements Search {}
  }

  /** Thrown and caught in this class only. */
  private static final class DamagedTile extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Tile tile;

    DamagedTile(Tile tile) {
      super(null, null, false, false);
      this.tile = tile;
    }

    AnchorRefusal refusal() {
      return AnchorRefusal.of(
          AnchorFault.LOG_DAMAGED, "`" + tile.path() + "` is missing or not complete");
    }
  }

  /** Gives the root. */
  public Answer root() {
    return answer(() -> List.of(range(0, size)));
  }

  /** Gives the path of the entry at this index, which must be in the tree. */
  public Answer inclusion(long index) {
    if (index < 0 || index >= size) {
      throw new BugException("entry " + index + " is not in a tree of " + size);
    }
    return answer(
        () -> {
          List<byte[]> path = new ArrayList<>();
          long from = 0;
          long to = size;
          while (to - from > 1) {
            long middle = middle(from, to);
            if (index < middle) {
              path.add(range(middle, to));
              to = middle;
            } else {
              path.add(range(from, middle));
              from = middle;
            }
          }
          return path.reversed();
        });
  }

  /** Gives the proof that the first {@code oldSize} entries begin this tree. */
  public Answer consistency(long oldSize) {
    if (oldSize < 0 || oldSize > size) {
      throw new BugException("a tree of " + size + " does not begin with one of " + oldSize);
    }
    return answer(
        () -> {
          List<byte[]> proof = new ArrayList<>();
          long from = 0;
          long to = size;
          boolean known = true;
          while (oldSize != 0 && oldSize != to) {
            long middle = middle(from, to);
            if (oldSize <= middle) {
              proof.add(range(middle, to));
              to = middle;
            } else {
              proof.add(range(from, middle));
              from = middle;
              known = false;
            }
          }
          if (oldSize != 0 && !known) {
            proof.add(range(from, to));
          }
          return proof.reversed();
        });
  }

  /** Looks for the first entry with this hash, reading every tile of the lowest level. */
  public Search find(byte[] leafHash) {
    for (long index = 0; index * Tile.FULL_WIDTH < size; index++) {
      Tile tile = Tile.of(0, index, size);
      byte[] hashes = source.read(tile).orElse(new byte[0]);
      if (hashes.length != tile.width() * CheckpointText.HASH_BYTES) {
        return new Search.Damaged(new DamagedTile(tile).refusal());
      }
      for (int i = 0; i < tile.width(); i++) {
        int at = i * CheckpointText.HASH_BYTES;
        if (Arrays.equals(
            hashes, at, at + CheckpointText.HASH_BYTES, leafHash, 0, leafHash.length)) {
          return new Search.Done(OptionalLong.of(index * Tile.FULL_WIDTH + i));
        }
      }
    }
    return new Search.Done(OptionalLong.empty());
  }

  private static Answer answer(Supplier<List<byte[]>> hashes) {
    try {
      return new Answer.Hashes(List.copyOf(hashes.get()));
    } catch (DamagedTile e) {
      return new Answer.Damaged(e.refusal());
    }
  }

  private static long middle(long from, long to) {
    return from + Long.highestOneBit(to - from - 1);
  }

  /** The hash over a range that a node of the tree covers. */
  private byte[] range(long from, long to) {
    long length = to - from;
    if (length == 0) {
      return Sha256.digest(new byte[0]);
    }
    if (Long.bitCount(length) == 1) {
      return node(Long.numberOfTrailingZeros(length), from / length);
    }
    long middle = middle(from, to);
    return MerkleProof.root(List.of(range(from, middle), range(middle, to)));
  }

  /** The hash over {@code 2^height} entries: a hash of a tile, or over some of its hashes. */
  private byte[] node(int height, long index) {
    int level = height / Tile.LEVEL_BITS;
    int within = height % Tile.LEVEL_BITS;
    long first = index << within;
    byte[] tile = tile(Tile.of(level, first / Tile.FULL_WIDTH, size));
    int at = (int) (first % Tile.FULL_WIDTH) * CheckpointText.HASH_BYTES;
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < 1 << within; i++) {
      int from = at + i * CheckpointText.HASH_BYTES;
      hashes.add(Arrays.copyOfRange(tile, from, from + CheckpointText.HASH_BYTES));
    }
    return MerkleProof.root(hashes);
  }

  private byte[] tile(Tile tile) {
    byte[] known = read.get(tile);
    if (known != null) {
      return known;
    }
    byte[] bytes = source.read(tile).orElse(new byte[0]);
    if (bytes.length != tile.width() * CheckpointText.HASH_BYTES) {
      throw new DamagedTile(tile);
    }
    read.put(tile, bytes);
    return bytes;
  }
}
