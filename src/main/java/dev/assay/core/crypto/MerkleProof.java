package dev.assay.core.crypto;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Inclusion and consistency proofs of RFC 9162, checked. {@link MerklePath} makes the first kind.
 *
 * <p>Checking never throws for any input and bounds its work by the proof's length, which it also
 * bounds. A proof says that a leaf, or an older tree, belongs to a root; who stands behind that
 * root is the caller's question. Values only, safe on any thread. Source: RFC 9162 2.1.3 and 2.1.4.
 */
public final class MerkleProof {
  /** More nodes than any tree of up to 2^63 leaves needs. */
  public static final int MAX_NODES = 64;

  private static final int HASH_BYTES = 32;

  private MerkleProof() {}

  /** Gives the hash of a leaf that is {@code data[from, to)}. */
  public static byte[] leafHash(byte[] data, int from, int to) {
    MessageDigest hasher = Sha256.hasher();
    hasher.update(MerkleTree.LEAF);
    hasher.update(data, from, to - from);
    return hasher.digest();
  }

  /** Gives the root over leaf hashes. */
  public static byte[] root(List<byte[]> leafHashes) {
    MerkleTree tree = new MerkleTree();
    leafHashes.forEach(tree::addLeafHash);
    return tree.root();
  }

  /**
   * Gives the root that a leaf and its path lead to; empty when the path does not fit a leaf at
   * {@code index} of a tree with {@code size} leaves. Whoever asks compares the root with one he
   * trusts.
   */
  public static Optional<byte[]> rootOf(byte[] leafHash, long index, long size, List<byte[]> path) {
    if (index < 0 || index >= size || !areHashes(path) || leafHash.length != HASH_BYTES) {
      return Optional.empty();
    }
    long node = index;
    long last = size - 1;
    byte[] root = leafHash;
    for (byte[] sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((node & 1) == 1 || node == last) {
        root = node(sibling, root);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        root = node(root, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? Optional.of(root) : Optional.empty();
  }

  /** Says whether the leaf is at this place of the tree with this root. */
  public static boolean includes(
      byte[] leafHash, long index, long size, List<byte[]> path, byte[] root) {
    Optional<byte[]> found = rootOf(leafHash, index, size, path);
    return found.isPresent() && MessageDigest.isEqual(found.get(), root);
  }

  /**
   * Says whether the tree with {@code root} begins with the one with {@code oldRoot}. An empty old
   * tree is refused: nothing is shown by it.
   */
  public static boolean continues(
      long oldSize, byte[] oldRoot, long size, byte[] root, List<byte[]> proof) {
    if (oldSize < 1 || oldSize > size || !areHashes(proof)) {
      return false;
    }
    if (oldSize == size) {
      return proof.isEmpty() && MessageDigest.isEqual(oldRoot, root);
    }
    List<byte[]> path = new ArrayList<>();
    if (Long.bitCount(oldSize) == 1) {
      path.add(oldRoot);
    }
    path.addAll(proof);
    if (path.isEmpty()) {
      return false;
    }
    int shift = Long.numberOfTrailingZeros(oldSize);
    return climb((oldSize - 1) >> shift, (size - 1) >> shift, path, oldRoot, root);
  }

  private static boolean climb(
      long oldNode, long lastNode, List<byte[]> path, byte[] oldRoot, byte[] root) {
    long node = oldNode;
    long last = lastNode;
    byte[] older = path.getFirst();
    byte[] newer = path.getFirst();
    for (byte[] sibling : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        older = node(sibling, older);
        newer = node(sibling, newer);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        newer = node(newer, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && MessageDigest.isEqual(older, oldRoot) && MessageDigest.isEqual(newer, root);
  }

  private static boolean areHashes(List<byte[]> nodes) {
    return nodes.size() <= MAX_NODES && nodes.stream().allMatch(n -> n.length == HASH_BYTES);
  }

  private static byte[] node(byte[] left, byte[] right) {
    MessageDigest hasher = Sha256.hasher();
    hasher.update(MerkleTree.NODE);
    hasher.update(left);
    return hasher.digest(right);
  }
}
