package dev.assay.core.crypto;

import java.util.Arrays;

/**
 * Key material. Prints nothing, compares by identity, and is overwritten when closed; copies that a
 * library made are out of reach.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over: the caller must not keep it. */
  public static SecretBytes takingOver(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  /** Gives the bytes themselves, for the classes beside this one. */
  byte[] expose() {
    return bytes;
  }

  /** Overwrites the bytes with zeros. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  /** Gives a fixed text without the bytes or their number. */
  @Override
  public String toString() {
    return "SecretBytes[hidden]";
  }
}
