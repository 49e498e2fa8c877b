package dev.assay.core.crypto;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree hash of RFC 9162 over leaves that arrive one by one, in memory that grows with the
 * logarithm of their number.
 *
 * <p>Not thread-safe: one writer.
 */
public final class MerkleTree {
  static final byte LEAF = 0;
  static final byte NODE = 1;
  private final MessageDigest hasher = Sha256.hasher();

  /** Roots of complete subtrees, largest first; entry sizes are the set bits of {@link #size}. */
  private final List<byte[]> frontier = new ArrayList<>();

  private long size;

  /** Appends a leaf, hashing {@code data[from, to)}. */
  public void add(byte[] data, int from, int to) {
    hasher.update(LEAF);
    hasher.update(data, from, to - from);
    addLeafHash(hasher.digest());
  }

  /** Appends a leaf whose hash is known. */
  public void addLeafHash(byte[] leafHash) {
    byte[] hash = leafHash;
    for (long bits = size; (bits & 1) == 1; bits >>= 1) {
      hash = node(frontier.removeLast(), hash);
    }
    frontier.add(hash);
    size++;
  }

  /** Gives the number of leaves. */
  public long size() {
    return size;
  }

  /** Gives the root over the leaves so far; over none it is the digest of no bytes. */
  public byte[] root() {
    if (frontier.isEmpty()) {
      return Sha256.digest(new byte[0]);
    }
    byte[] root = frontier.getLast();
    for (int i = frontier.size() - 2; i >= 0; i--) {
      root = node(frontier.get(i), root);
    }
    return root;
  }

  private byte[] node(byte[] left, byte[] right) {
    hasher.update(NODE);
    hasher.update(left);
    return hasher.digest(right);
  }
}
