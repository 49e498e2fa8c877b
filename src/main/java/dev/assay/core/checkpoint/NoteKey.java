package dev.assay.core.checkpoint;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A public key as C2SP signed notes know it. Ed25519 is signature type 1; ECDSA on P-256 is type 2,
 * whose key id is that of the key alone.
 */
public final class NoteKey {
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  /** DER of SubjectPublicKeyInfo before the 32 bytes of an Ed25519 key (RFC 8410). */
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte ED25519_TYPE = 1;

  private final VerifyingKey key;
  private final byte[] publicKeyInfo;

  private NoteKey(VerifyingKey key, byte[] publicKeyInfo) {
    this.key = key;
    this.publicKeyInfo = publicKeyInfo;
  }

  /** Reads a public key in PEM (SubjectPublicKeyInfo); empty when it is none of the two kinds. */
  public static Optional<NoteKey> readPem(byte[] pem) {
    String text = new String(pem, StandardCharsets.ISO_8859_1).strip();
    if (text.length() < BEGIN.length() + END.length()
        || !text.startsWith(BEGIN)
        || !text.endsWith(END)) {
      return Optional.empty();
    }
    String body = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      return read(Base64.getMimeDecoder().decode(body));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads a DER SubjectPublicKeyInfo. */
  static Optional<NoteKey> read(byte[] publicKeyInfo) {
    return VerifyingKey.read(publicKeyInfo).map(key -> new NoteKey(key, publicKeyInfo.clone()));
  }

  /** Gives {@code sha256:<hex>} of the SubjectPublicKeyInfo, as seals name it. */
  public String keyId() {
    return key.keyId();
  }

  /** Signs the text of a checkpoint under the name of its log. */
  static NoteSignature sign(Checkpoint checkpoint, SigningKey key) {
    byte[] text = checkpoint.text().getBytes(StandardCharsets.UTF_8);
    return NoteSignature.of(
        checkpoint.log(), id(checkpoint.log(), key.publicKeyInfo()), key.sign(text));
  }

  /** Says whether a signature is said to be by this key. */
  boolean isNamedBy(NoteSignature signature) {
    return Arrays.equals(signature.keyId(), id(signature.name(), publicKeyInfo));
  }

  /**
   * Says whether this key signed a text: at least one signature names it, and every one that does
   * is good.
   */
  boolean accepts(String text, List<NoteSignature> signatures) {
    List<NoteSignature> ours = signatures.stream().filter(this::isNamedBy).toList();
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    return !ours.isEmpty() && ours.stream().allMatch(s -> key.accepts(message, s.signature()));
  }

  private static byte[] id(String name, byte[] publicKeyInfo) {
    byte[] hashed = publicKeyInfo;
    if (publicKeyInfo.length == ED25519.length + 32
        && Arrays.equals(publicKeyInfo, 0, ED25519.length, ED25519, 0, ED25519.length)) {
      byte[] prefix = (name + "\n").getBytes(StandardCharsets.UTF_8);
      hashed = Arrays.copyOf(prefix, prefix.length + 1 + 32);
      hashed[prefix.length] = ED25519_TYPE;
      System.arraycopy(publicKeyInfo, ED25519.length, hashed, prefix.length + 1, 32);
    }
    return Arrays.copyOf(Sha256.digest(hashed), 4);
  }
}
