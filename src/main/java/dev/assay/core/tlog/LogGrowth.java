package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.MerkleProof;
import dev.assay.core.note.CheckpointText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must be written to append entries to a tiled log. Files of the old tree are never among
 * them, so the old checkpoint stays true until the new one replaces it.
 */
public final class LogGrowth {
  private final long newSize;
  private final byte[] newRoot;
  private final Map<Tile, byte[]> files;

  private LogGrowth(long newSize, byte[] newRoot, Map<Tile, byte[]> files) {
    this.newSize = newSize;
    this.newRoot = newRoot;
    this.files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /** Gives the number of entries afterwards. */
  public long newSize() {
    return newSize;
  }

  /** Gives the root over them. */
  public byte[] newRoot() {
    return newRoot.clone();
  }

  /** Gives the bytes of each tile to write, in the order of writing. */
  public Map<Tile, byte[]> files() {
    return files;
  }

  /** What planning gave. */
  public sealed interface Plan {
    /** The files to write. */
    record Planned(LogGrowth growth) implements Plan {}

    /** The log's files contradict its checkpoint. */
    record Damaged(AnchorRefusal refusal) implements Plan {}
  }

  /** Plans to append entries behind a checkpoint whose signature was judged. */
  public static Plan plan(Checkpoint last, TileSource source, List<byte[]> entries) {
    switch (new TileTree(last.size(), source).root()) {
      case TileTree.Answer.Damaged(AnchorRefusal refusal) -> {
        return new Plan.Damaged(refusal);
      }
      case TileTree.Answer.Hashes(List<byte[]> root) -> {
        if (!Arrays.equals(root.getFirst(), last.root())) {
          return new Plan.Damaged(AnchorRefusal.of(AnchorFault.LOG_DAMAGED, "another root"));
        }
      }
    }
    Edge edge = new Edge(last.size(), source);
    Optional<AnchorRefusal> damage = edge.open();
    if (damage.isPresent()) {
      return new Plan.Damaged(damage.get());
    }
    entries.forEach(edge::append);
    Map<Tile, byte[]> files = edge.files();
    long newSize = last.size() + entries.size();
    TileSource both = tile -> Optional.ofNullable(files.get(tile)).or(() -> source.read(tile));
    return switch (new TileTree(newSize, both).root()) {
      case TileTree.Answer.Damaged(AnchorRefusal refusal) -> new Plan.Damaged(refusal);
      case TileTree.Answer.Hashes(List<byte[]> root) ->
          new Plan.Planned(new LogGrowth(newSize, root.getFirst(), files));
    };
  }

  /** The right edge of the tree: the tile of every level that is not full yet. */
  private static final class Edge {
    private final long oldSize;
    private final TileSource source;
    private final List<List<byte[]>> levels = new ArrayList<>();
    private final long[] indices = new long[Tile.LEVELS];
    private final boolean[] grown = new boolean[Tile.LEVELS];
    private final List<byte[]> entries = new ArrayList<>();
    private final Map<Tile, byte[]> files = new LinkedHashMap<>();

    Edge(long oldSize, TileSource source) {
      this.oldSize = oldSize;
      this.source = source;
    }

    /** Reads the tiles that are to be continued. */
    Optional<AnchorRefusal> open() {
      for (int level = 0; level < Tile.LEVELS; level++) {
        long hashes = oldSize >>> (Tile.LEVEL_BITS * level);
        indices[level] = hashes / Tile.FULL_WIDTH;
        int width = (int) (hashes % Tile.FULL_WIDTH);
        List<byte[]> started = new ArrayList<>();
        levels.add(started);
        if (width == 0) {
          continue;
        }
        Tile tile = new Tile(level, indices[level], width);
        byte[] bytes = source.read(tile).orElse(new byte[0]);
        if (bytes.length != width * CheckpointText.HASH_BYTES) {
          return damaged(tile);
        }
        for (int at = 0; at < bytes.length; at += CheckpointText.HASH_BYTES) {
          started.add(Arrays.copyOfRange(bytes, at, at + CheckpointText.HASH_BYTES));
        }
      }
      return openEntries();
    }

    private Optional<AnchorRefusal> openEntries() {
      int width = levels.getFirst().size();
      if (width == 0) {
        return Optional.empty();
      }
      Tile tile = new Tile(Tile.ENTRIES, indices[0], width);
      Optional<List<byte[]>> started =
          source.read(tile).flatMap(bytes -> EntryBundle.read(bytes, width));
      started.ifPresent(entries::addAll);
      return started.isEmpty() ? damaged(tile) : Optional.empty();
    }

    private static Optional<AnchorRefusal> damaged(Tile tile) {
      return Optional.of(
          AnchorRefusal.of(
              AnchorFault.LOG_DAMAGED, "`" + tile.path() + "` is missing or not complete"));
    }

    void append(byte[] entry) {
      entries.add(entry);
      if (entries.size() == Tile.FULL_WIDTH) {
        files.put(new Tile(Tile.ENTRIES, indices[0], Tile.FULL_WIDTH), EntryBundle.write(entries));
        entries.clear();
      }
      push(0, MerkleProof.leafHash(entry, 0, entry.length));
    }

    private void push(int level, byte[] hash) {
      List<byte[]> hashes = levels.get(level);
      hashes.add(hash);
      grown[level] = true;
      if (hashes.size() == Tile.FULL_WIDTH) {
        files.put(new Tile(level, indices[level], Tile.FULL_WIDTH), joined(hashes));
        byte[] above = MerkleProof.root(hashes);
        hashes.clear();
        indices[level]++;
        push(level + 1, above);
      }
    }

    /** The full tiles and what is begun of the next. */
    Map<Tile, byte[]> files() {
      if (!entries.isEmpty() && grown[0]) {
        files.put(new Tile(Tile.ENTRIES, indices[0], entries.size()), EntryBundle.write(entries));
      }
      for (int level = 0; level < Tile.LEVELS; level++) {
        List<byte[]> hashes = levels.get(level);
        if (grown[level] && !hashes.isEmpty()) {
          files.put(new Tile(level, indices[level], hashes.size()), joined(hashes));
        }
      }
      return files;
    }

    private static byte[] joined(List<byte[]> hashes) {
      byte[] all = new byte[hashes.size() * CheckpointText.HASH_BYTES];
      for (int i = 0; i < hashes.size(); i++) {
        System.arraycopy(
            hashes.get(i), 0, all, i * CheckpointText.HASH_BYTES, CheckpointText.HASH_BYTES);
      }
      return all;
    }
  }
}
