package dev.assay.testkit;

import dev.assay.core.crypto.MerklePath;
import dev.assay.core.crypto.MerkleProof;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Proofs of RFC 9162 over leaf hashes in memory, as the document defines them. */
public final class MerkleModel {
  private MerkleModel() {}

  /** The path from the leaf at {@code index}, 0 to size - 1, to the root of all leaves. */
  public static List<byte[]> inclusion(List<byte[]> leafHashes, int index) {
    MerklePath path = new MerklePath(index, leafHashes.size());
    leafHashes.forEach(path::addLeafHash);
    return path.nodes();
  }

  /** The proof that the first {@code oldSize} leaves, 1 to size, are the start of all leaves. */
  public static List<byte[]> consistency(List<byte[]> leafHashes, int oldSize) {
    List<byte[]> nodes = new ArrayList<>();
    consistency(leafHashes, oldSize, true, nodes);
    return Collections.unmodifiableList(nodes);
  }

  /** SUBPROOF of RFC 9162 2.1.4.1, inner nodes first. */
  private static void consistency(
      List<byte[]> leaves, int oldSize, boolean known, List<byte[]> nodes) {
    int size = leaves.size();
    if (oldSize == size) {
      if (!known) {
        nodes.add(MerkleProof.root(leaves));
      }
      return;
    }
    int left = Integer.highestOneBit(size - 1);
    if (oldSize <= left) {
      consistency(leaves.subList(0, left), oldSize, known, nodes);
      nodes.add(MerkleProof.root(leaves.subList(left, size)));
    } else {
      consistency(leaves.subList(left, size), oldSize - left, false, nodes);
      nodes.add(MerkleProof.root(leaves.subList(0, left)));
    }
  }
}
