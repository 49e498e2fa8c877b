package dev.assay.core.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A fixed set of ASCII names that finds, without allocating, names equal to one of them but for
 * case.
 */
final class FoldedNames {
  static final long HASH_START = 0xcbf29ce484222325L;
  private static final long HASH_PRIME = 0x100000001b3L;

  private final long[] foldedHashes;
  private final byte[][] names;

  FoldedNames(String[] known) {
    names = new byte[known.length][];
    foldedHashes = new long[known.length];
    for (int i = 0; i < known.length; i++) {
      byte[] name = known[i].getBytes(StandardCharsets.US_ASCII);
      insert(i, foldedHash(name, 0, name.length), name);
    }
  }

  /**
   * Keeps both arrays in the order of the hashes; small, and without a comparator that would be
   * linked at start.
   */
  private void insert(int count, long hash, byte[] name) {
    int at = count;
    while (at > 0 && foldedHashes[at - 1] > hash) {
      foldedHashes[at] = foldedHashes[at - 1];
      names[at] = names[at - 1];
      at--;
    }
    foldedHashes[at] = hash;
    names[at] = name;
  }

  /** FNV-1a; equal names have equal hashes, and who relies on the converse compares bytes. */
  static long hash(long hash, int octet) {
    return (hash ^ (octet & 0xFF)) * HASH_PRIME;
  }

  /**
   * Says whether an ASCII name is one of the set exactly, or unlike all of them whatever the case.
   */
  boolean isExactOrUnlike(byte[] in, int from, int to) {
    int index = Arrays.binarySearch(foldedHashes, foldedHash(in, from, to));
    return index < 0 || Arrays.equals(names[index], 0, names[index].length, in, from, to);
  }

  /** Says whether an ASCII name is one of the set, or may be one in another case. */
  boolean mayHold(byte[] in, int from, int to) {
    return Arrays.binarySearch(foldedHashes, foldedHash(in, from, to)) >= 0;
  }

  private static long foldedHash(byte[] in, int from, int to) {
    long hash = HASH_START;
    for (int i = from; i < to; i++) {
      int c = in[i];
      hash = hash(hash, c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return hash;
  }
}
