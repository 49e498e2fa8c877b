package dev.assay.core.evidence;

import dev.assay.core.crypto.MerkleTree;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The head over envelope lines that come one by one, and the heads it had at the sizes somebody
 * asked about beforehand. Memory grows with those sizes, not with the lines.
 *
 * <p>Not thread-safe.
 */
public final class HeadTrail {
  private final MerkleTree tree = new MerkleTree();
  private final TreeSet<Long> wanted = new TreeSet<>();
  private final TreeMap<Long, ChainHead> passed = new TreeMap<>();

  /** Makes one that remembers nothing but the latest head. */
  public HeadTrail() {
    this(List.of());
  }

  /** Makes one that remembers the heads at these sizes. */
  public HeadTrail(Collection<Long> sizes) {
    wanted.addAll(sizes);
    remember();
  }

  /** Takes the next canonical envelope line, {@code line[from, to)} without its line feed. */
  public void add(byte[] line, int from, int to) {
    tree.add(line, from, to);
    remember();
  }

  private void remember() {
    if (wanted.contains(tree.size())) {
      passed.put(tree.size(), head());
    }
  }

  /** Gives the head over all lines so far. */
  public ChainHead head() {
    return new ChainHead(tree.size(), HexFormat.of().formatHex(tree.root()));
  }

  /** Gives the head at a size that was asked about; empty when there never were so many lines. */
  public Optional<ChainHead> at(long size) {
    return Optional.ofNullable(passed.get(size));
  }
}
