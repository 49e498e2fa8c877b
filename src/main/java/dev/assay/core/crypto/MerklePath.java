package dev.assay.core.crypto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes the inclusion path of one leaf while all leaves pass by in order, in memory that grows with
 * the square of the logarithm of their number.
 *
 * <p>Not thread-safe: one writer. Source: RFC 9162 2.1.3.1.
 */
public final class MerklePath {
  /** A subtree whose root is a node of the path. */
  private record Range(long from, long to, MerkleTree tree) {}

  private final long size;

  /** The ranges beside the leaf, root's side first. */
  private final List<Range> ranges = new ArrayList<>();

  private long next;

  /** Makes one for the leaf at {@code index}, 0 to size - 1, of {@code size} leaves. */
  public MerklePath(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("the index of a leaf is 0 to size - 1");
    }
    this.size = size;
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + Long.highestOneBit(to - from - 1);
      if (index < middle) {
        ranges.add(new Range(middle, to, new MerkleTree()));
        to = middle;
      } else {
        ranges.add(new Range(from, middle, new MerkleTree()));
        from = middle;
      }
    }
  }

  /** Takes the next leaf, {@code data[from, to)}. */
  public void add(byte[] data, int from, int to) {
    addLeafHash(MerkleProof.leafHash(data, from, to));
  }

  /** Takes the hash of the next leaf. */
  public void addLeafHash(byte[] leafHash) {
    for (Range range : ranges) {
      if (next >= range.from() && next < range.to()) {
        range.tree().addLeafHash(leafHash);
      }
    }
    next++;
  }

  /** Says whether exactly the promised number of leaves came. */
  public boolean isComplete() {
    return next == size;
  }

  /** Gives the path, leaf's side first; meaningful only when complete. */
  public List<byte[]> nodes() {
    List<byte[]> nodes = new ArrayList<>();
    for (Range range : ranges.reversed()) {
      nodes.add(range.tree().root());
    }
    return Collections.unmodifiableList(nodes);
  }
}
