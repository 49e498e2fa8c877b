package dev.assay.core.note;

import dev.assay.core.crypto.Base64Text;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.problem.BugException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A public key under the name that stands in signature lines. Source: C2SP signed-note,
 * "Signatures" and "Verifier keys".
 *
 * <p>A name is what its holder calls itself. Two keys of one name differ in their key id; one key
 * under two names is one key ({@link #isSameKey}).
 */
public final class NoteKey {
  /** Longest name; it is repeated in every signature line. */
  public static final int MAX_NAME_CHARACTERS = 255;

  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;

  /** What stands before the 32 bytes in a SubjectPublicKeyInfo of Ed25519 (RFC 8410, 4). */
  private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Algorithm of a key and what its signatures are over. */
  public enum Kind {
    /** Ed25519 over the note's text. */
    ED25519(1),
    /** ECDSA on P-256 over the note's text. It has no written verifier key. */
    ECDSA_P256(2),
    /** Ed25519 over a time and the note's text: the cosignature of a witness, cosignature/v1. */
    COSIGNATURE(4);

    private final byte type;

    Kind(int type) {
      this.type = (byte) type;
    }
  }

  /** What reading a verifier key gave. */
  public sealed interface Reading {
    /** The key. */
    record Read(NoteKey key) implements Reading {}

    /** The text is none, and why. */
    record Refused(String detail) implements Reading {}
  }

  private final String name;
  private final Kind kind;
  private final VerifyingKey key;
  private final int id;

  private NoteKey(String name, Kind kind, VerifyingKey key) {
    this.name = name;
    this.kind = kind;
    this.key = key;
    this.id = id(name, kind, key.publicKeyInfo());
  }

  /**
   * Reads a verifier key of an Ed25519 kind, {@code <name>+<key id, 8 hex digits>+<base64 of the
   * kind's byte and 32 key bytes>}. ECDSA keys are not written so; C2SP defines no form for them.
   */
  public static Reading read(String text, Kind expected) {
    if (expected == Kind.ECDSA_P256) {
      throw new BugException("a verifier key is Ed25519");
    }
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0])) {
      return new Reading.Refused("not three parts, or no name before the first plus sign");
    }
    Optional<byte[]> material = Base64Text.decode(parts[2], KEY_BYTES + 1);
    if (material.isEmpty()) {
      return new Reading.Refused("the last part is not the Base64 of 33 bytes");
    }
    byte type = material.get()[0];
    if (type != expected.type) {
      return new Reading.Refused(
          "the key is of type %d, not of type %d as is needed here".formatted(type, expected.type));
    }
    byte[] info = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + KEY_BYTES);
    System.arraycopy(material.get(), 1, info, ED25519_HEAD.length, KEY_BYTES);
    Optional<NoteKey> key =
        VerifyingKey.read(info).map(read -> new NoteKey(parts[0], expected, read));
    if (key.isEmpty()) {
      return new Reading.Refused("the key bytes are not an Ed25519 key");
    }
    return parts[1].equals(key.get().idText())
        ? new Reading.Read(key.get())
        : new Reading.Refused("the key id does not belong to the name and key");
  }

  /** Gives a key that signs texts, under a name; empty when the name cannot stand in a line. */
  public static Optional<NoteKey> of(String name, VerifyingKey key) {
    Kind kind = isEd25519(key.publicKeyInfo()) ? Kind.ED25519 : Kind.ECDSA_P256;
    return isName(name) ? Optional.of(new NoteKey(name, kind, key)) : Optional.empty();
  }

  /**
   * Says whether a name can stand in a signature line: not empty, not long, no space of any kind,
   * no plus sign, nothing that is no character or controls a terminal.
   */
  public static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_CHARACTERS
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isISOControl(c)
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.SURROGATE);
  }

  private static boolean isEd25519(byte[] info) {
    return info.length == ED25519_HEAD.length + KEY_BYTES
        && Arrays.equals(info, 0, ED25519_HEAD.length, ED25519_HEAD, 0, ED25519_HEAD.length);
  }

  /** ECDSA keys are known by the digest of their SubjectPublicKeyInfo alone. */
  private static int id(String name, Kind kind, byte[] info) {
    byte[] hashed =
        switch (kind) {
          case ECDSA_P256 -> info;
          case ED25519, COSIGNATURE -> {
            byte[] head = (name + '\n').getBytes(StandardCharsets.UTF_8);
            yield ByteBuffer.allocate(head.length + 1 + KEY_BYTES)
                .put(head)
                .put(kind.type)
                .put(info, ED25519_HEAD.length, KEY_BYTES)
                .array();
          }
        };
    return ByteBuffer.wrap(Sha256.digest(hashed), 0, ID_BYTES).getInt();
  }

  /** Gives the name. */
  public String name() {
    return name;
  }

  /** Gives the kind. */
  public Kind kind() {
    return kind;
  }

  /** Gives the key id: the first four bytes of a digest. It is a hint, it proves nothing. */
  int id() {
    return id;
  }

  private String idText() {
    return String.format(Locale.ROOT, "%08x", id);
  }

  /** Says whether two keys are one: the same key bytes under any name. */
  public boolean isSameKey(NoteKey other) {
    return key.keyId().equals(other.key.keyId());
  }

  /** Says whether this is the public half of a key. */
  boolean isHalfOf(SigningKey signing) {
    return key.keyId().equals(signing.keyId());
  }

  /** Says whether the signature over the message is by this key. */
  public boolean accepts(byte[] message, byte[] signature) {
    return key.accepts(message, signature);
  }

  /** Gives the verifier key of an Ed25519 kind, one line without its end. */
  public String text() {
    if (kind == Kind.ECDSA_P256) {
      throw new BugException("a verifier key is Ed25519");
    }
    byte[] material =
        ByteBuffer.allocate(1 + KEY_BYTES)
            .put(kind.type)
            .put(key.publicKeyInfo(), ED25519_HEAD.length, KEY_BYTES)
            .array();
    return name + '+' + idText() + '+' + Base64Text.encode(material);
  }

  /** Gives the name and the key id. */
  @Override
  public String toString() {
    return name + '+' + idText();
  }
}
