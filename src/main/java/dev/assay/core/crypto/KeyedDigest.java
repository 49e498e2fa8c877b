package dev.assay.core.crypto;

import dev.assay.core.problem.BugException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) under a local key: tells whether two hidden values are equal without
 * letting a reader of the evidence guess them.
 *
 * <p>The states after the two key blocks are computed once, so a digest costs two compressions
 * less. Safe on any thread.
 */
public final class KeyedDigest {
  /** What a keyed digest is prefixed with. */
  public static final String PREFIX = "hmac-sha256:";

  /** Bytes of a key made by us. */
  public static final int KEY_BYTES = 32;

  /** Hex digits of a key id: enough to tell local keys apart, nothing about the key. */
  private static final int KEY_ID_LENGTH = 8;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final String keyId;
  private final byte[] prefix;
  // INVARIANT: never updated after construction, only cloned
  private final MessageDigest inner;
  private final MessageDigest outer;

  private KeyedDigest(String keyId, byte[] key) {
    this.keyId = keyId;
    this.prefix = (PREFIX + keyId + ':').getBytes(StandardCharsets.UTF_8);
    byte[] block = new byte[BLOCK];
    byte[] short64 = key.length > BLOCK ? Sha256.digest(key) : key;
    System.arraycopy(short64, 0, block, 0, short64.length);
    this.inner = keyed(block, INNER);
    this.outer = keyed(block, OUTER);
  }

  /** Makes one whose key id is the first 8 hex digits of the key's SHA-256. */
  public static KeyedDigest of(SecretBytes key) {
    return new KeyedDigest(Sha256.hex(key.expose()).substring(0, KEY_ID_LENGTH), key.expose());
  }

  /** Makes one with a key id that was agreed elsewhere. */
  public static KeyedDigest named(String keyId, SecretBytes key) {
    return new KeyedDigest(keyId, key.expose());
  }

  /** Gives the name of the key. */
  public String keyId() {
    return keyId;
  }

  /** Gives {@code hmac-sha256:<key id>:<64 hex digits>} over the parts, one after the other. */
  public String digest(byte[]... parts) {
    return new String(digestText(parts), StandardCharsets.UTF_8);
  }

  /** Gives what {@link #digest} gives, as bytes. */
  public byte[] digestText(byte[]... parts) {
    MessageDigest hasher = copy(inner);
    for (byte[] part : parts) {
      hasher.update(part);
    }
    byte[] innerHash = hasher.digest();
    MessageDigest last = copy(outer);
    byte[] hash = last.digest(innerHash);
    byte[] text = Arrays.copyOf(prefix, prefix.length + 2 * hash.length);
    int at = prefix.length;
    for (byte b : hash) {
      text[at++] = HEX[(b >> 4) & 0xF];
      text[at++] = HEX[b & 0xF];
    }
    return text;
  }

  private static MessageDigest keyed(byte[] key, byte mask) {
    byte[] block = key.clone();
    for (int i = 0; i < block.length; i++) {
      block[i] ^= mask;
    }
    MessageDigest hasher = Sha256.hasher();
    hasher.update(block);
    return hasher;
  }

  private static MessageDigest copy(MessageDigest state) {
    try {
      return (MessageDigest) state.clone();
    } catch (CloneNotSupportedException e) {
      throw new BugException("the JDK's SHA-256 can be cloned", e);
    }
  }
}
