package dev.assay.testkit;

import dev.assay.core.crypto.KeyReading;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.tlog.LogSigner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 keys from a seed, and what logs and witnesses write with them, made without our code. */
public final class LogKeys {
  private static final byte[] PRIVATE_HEAD =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private LogKeys() {}

  /** A private key in PEM whose seed is one byte, 32 times. */
  public static byte[] pem(int seed) {
    byte[] der = Arrays.copyOf(PRIVATE_HEAD, PRIVATE_HEAD.length + 32);
    Arrays.fill(der, PRIVATE_HEAD.length, der.length, (byte) seed);
    return ("-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  public static SigningKey key(int seed) {
    return ((KeyReading.Usable) SigningKey.readPem(pem(seed))).key();
  }

  public static LogSigner signer(String origin, int seed) {
    return ((LogSigner.Making.Made) LogSigner.of(origin, key(seed))).signer();
  }

  /** The verifier key of a log (type 1) or a witness (type 4), one line with its end. */
  public static String verifier(String name, int type, int seed) {
    byte[] material = material(type, seed);
    return name
        + '+'
        + HexFormat.of().formatHex(id(name, material))
        + '+'
        + Base64.getEncoder().encodeToString(material)
        + '\n';
  }

  private static byte[] material(int type, int seed) {
    byte[] info = key(seed).publicKeyInfo();
    byte[] material = Arrays.copyOfRange(info, info.length - 33, info.length);
    material[0] = (byte) type;
    return material;
  }

  private static byte[] id(String name, byte[] material) {
    byte[] head = (name + '\n').getBytes(StandardCharsets.UTF_8);
    byte[] all = ByteBuffer.allocate(head.length + material.length).put(head).put(material).array();
    return Arrays.copyOf(Sha256.digest(all), 4);
  }

  /** A signature line over a note's text, as a log makes it. */
  public static String signature(String name, int seed, String text) {
    byte[] signature = key(seed).sign(text.getBytes(StandardCharsets.UTF_8));
    return line(name, id(name, material(1, seed)), signature);
  }

  /** A cosignature line over a note's text, as a witness makes it. */
  public static String cosignature(String name, int seed, long time, String text) {
    byte[] message =
        ("cosignature/v1\ntime " + time + '\n' + text).getBytes(StandardCharsets.UTF_8);
    byte[] signature = key(seed).sign(message);
    byte[] timed = ByteBuffer.allocate(8 + signature.length).putLong(time).put(signature).array();
    return line(name, id(name, material(4, seed)), timed);
  }

  private static String line(String name, byte[] id, byte[] signature) {
    byte[] all = ByteBuffer.allocate(4 + signature.length).put(id).put(signature).array();
    return "\u2014 " + name + ' ' + Base64.getEncoder().encodeToString(all) + '\n';
  }

  /** The text of a note before the empty line. */
  public static String text(byte[] note) {
    String all = new String(note, StandardCharsets.UTF_8);
    return all.substring(0, all.lastIndexOf("\n\n") + 1);
  }
}
