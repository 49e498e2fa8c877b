package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.MerkleProof;
import dev.assay.core.crypto.MerkleTree;
import dev.assay.core.note.CheckpointText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes through every entry and every tile of a log and recomputes what its checkpoint says, and
 * what a remembered checkpoint said of its beginning. Memory is one tile a level.
 */
public final class LogAudit {
  private final Checkpoint now;
  private final @Nullable Checkpoint remembered;
  private final TileSource source;
  private final MerkleTree tree = new MerkleTree();

  /** Hashes of each level since its last full tile. */
  private final List<List<byte[]>> levels = new ArrayList<>();

  /** Full tiles seen at each level. */
  private final long[] full = new long[Tile.LEVELS];

  private LogAudit(Checkpoint now, @Nullable Checkpoint remembered, TileSource source) {
    this.now = now;
    this.remembered = remembered;
    this.source = source;
    for (int level = 0; level < Tile.LEVELS; level++) {
      levels.add(new ArrayList<>());
    }
  }

  /**
   * Says what is wrong with a log; empty when nothing is. Signatures of both checkpoints must have
   * been judged before.
   */
  public static Optional<AnchorRefusal> objection(
      Checkpoint now, @Nullable Checkpoint remembered, TileSource source) {
    if (remembered != null) {
      AnchorRefusal difference = ConsistencyProof.difference(remembered, now);
      if (difference != null) {
        return Optional.of(difference);
      }
    }
    return new LogAudit(now, remembered, source).run();
  }

  private Optional<AnchorRefusal> run() {
    if (now.size() == 0) {
      return Optional.empty();
    }
    for (long index = 0; index * Tile.FULL_WIDTH < now.size(); index++) {
      Tile tile = Tile.of(Tile.ENTRIES, index, now.size());
      Optional<List<byte[]>> entries =
          source.read(tile).flatMap(bytes -> EntryBundle.read(bytes, tile.width()));
      if (entries.isEmpty()) {
        return damaged(tile, "missing or not complete");
      }
      for (byte[] entry : entries.get()) {
        Optional<AnchorRefusal> refusal = add(entry);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Arrays.equals(tree.root(), now.root())
        ? partialTiles()
        : Optional.of(
            AnchorRefusal.of(AnchorFault.LOG_DAMAGED, "the entries lead to another root"));
  }

  private Optional<AnchorRefusal> add(byte[] entry) {
    byte[] hash = MerkleProof.leafHash(entry, 0, entry.length);
    tree.addLeafHash(hash);
    if (remembered != null
        && tree.size() == remembered.size()
        && !Arrays.equals(tree.root(), remembered.root())) {
      return Optional.of(
          AnchorRefusal.of(AnchorFault.FORKED, "the first " + tree.size() + " entries are others"));
    }
    for (int level = 0; level < Tile.LEVELS; level++) {
      List<byte[]> hashes = levels.get(level);
      hashes.add(hash);
      if (hashes.size() < Tile.FULL_WIDTH) {
        return Optional.empty();
      }
      Optional<AnchorRefusal> refusal = compare(level);
      if (refusal.isPresent()) {
        return refusal;
      }
      hash = MerkleProof.root(hashes);
      hashes.clear();
      full[level]++;
    }
    return Optional.empty();
  }

  private Optional<AnchorRefusal> partialTiles() {
    for (int level = 0; level < Tile.LEVELS; level++) {
      if (!levels.get(level).isEmpty()) {
        Optional<AnchorRefusal> refusal = compare(level);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<AnchorRefusal> compare(int level) {
    List<byte[]> hashes = levels.get(level);
    Tile tile = new Tile(level, full[level], hashes.size());
    byte[] bytes = source.read(tile).orElse(new byte[0]);
    boolean same = bytes.length == hashes.size() * CheckpointText.HASH_BYTES;
    for (int i = 0; same && i < hashes.size(); i++) {
      int at = i * CheckpointText.HASH_BYTES;
      same =
          Arrays.equals(
              bytes,
              at,
              at + CheckpointText.HASH_BYTES,
              hashes.get(i),
              0,
              CheckpointText.HASH_BYTES);
    }
    return same ? Optional.empty() : damaged(tile, "not what the entries lead to");
  }

  private static Optional<AnchorRefusal> damaged(Tile tile, String how) {
    return Optional.of(
        AnchorRefusal.of(AnchorFault.LOG_DAMAGED, "`" + tile.path() + "` is " + how));
  }
}
