package dev.assay.adapter.store;

import dev.assay.core.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Content hashes of the first pass, kept for the second: 32 bytes an event. */
final class ContentHashes {
  private static final int BYTES = 32;
  private static final byte[] BEFORE =
      ("{\"assaycontenthash\":\"" + Sha256.PREFIX).getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AFTER = "\",".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[64 * BYTES];
  private int count;

  /** Takes the next hash, prefix included. */
  void add(String contentHash) {
    if (count + BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    byte[] hash =
        HexFormat.of().parseHex(contentHash, Sha256.PREFIX.length(), contentHash.length());
    System.arraycopy(hash, 0, bytes, count, BYTES);
    count += BYTES;
  }

  /** Gives how many there are. */
  int size() {
    return count / BYTES;
  }

  /** Gives a journal line with its hash: the member sorts before all others of an envelope. */
  byte[] line(int index, byte[] journalLine) {
    String hex = HexFormat.of().formatHex(bytes, index * BYTES, (index + 1) * BYTES);
    return line(hex, journalLine);
  }

  /** Gives a journal line with a hash given as hex digits. */
  static byte[] line(String hex, byte[] journalLine) {
    byte[] out =
        Arrays.copyOf(BEFORE, BEFORE.length + hex.length() + AFTER.length + journalLine.length - 1);
    int at = BEFORE.length;
    for (int i = 0; i < hex.length(); i++) {
      out[at++] = (byte) hex.charAt(i);
    }
    System.arraycopy(AFTER, 0, out, at, AFTER.length);
    System.arraycopy(journalLine, 1, out, at + AFTER.length, journalLine.length - 1);
    return out;
  }
}
