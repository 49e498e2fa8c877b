package dev.assay.core.crypto;

import dev.assay.core.problem.BugException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 key made from 32 random bytes, as the two files it is kept in: PKCS#8 and
 * SubjectPublicKeyInfo, both in PEM (RFC 8410). The randomness is the caller's.
 */
public final class NewSigningKey {
  /** Bytes of randomness that a key is made from. */
  public static final int SEED_BYTES = 32;

  private static final byte[] PKCS8_HEAD =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final int LINE = 64;

  private final byte[] privatePem;
  private final SigningKey key;

  private NewSigningKey(byte[] privatePem, SigningKey key) {
    this.privatePem = privatePem;
    this.key = key;
  }

  /** Makes a key; wipes the seed. */
  public static NewSigningKey of(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new BugException("an Ed25519 key is made from 32 bytes");
    }
    byte[] der = Arrays.copyOf(PKCS8_HEAD, PKCS8_HEAD.length + SEED_BYTES);
    System.arraycopy(seed, 0, der, PKCS8_HEAD.length, SEED_BYTES);
    Arrays.fill(seed, (byte) 0);
    byte[] pem = pem("PRIVATE KEY", der);
    Arrays.fill(der, (byte) 0);
    if (SigningKey.readPem(pem) instanceof KeyReading.Usable usable) {
      return new NewSigningKey(pem, usable.key());
    }
    throw new BugException("a key that was just made can be read");
  }

  private static byte[] pem(String label, byte[] der) {
    byte[] end = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(LINE, end).encodeToString(der);
    return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Gives the private key; the caller keeps it to its owner. */
  public byte[] privatePem() {
    return privatePem.clone();
  }

  /** Gives the public key. */
  public byte[] publicPem() {
    return pem("PUBLIC KEY", key.publicKeyInfo());
  }

  /** Gives the key's id. */
  public String keyId() {
    return key.keyId();
  }
}
