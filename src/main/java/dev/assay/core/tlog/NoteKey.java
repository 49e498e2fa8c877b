package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.Sha256;
import dev.assay.core.crypto.VerifyingKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public key of a log or of a witness: a name, a kind and an Ed25519 key. Written as a verifier
 * key, {@code <name>+<key id, 8 hex digits>+<base64 of the kind's byte and 32 key bytes>}. Source:
 * C2SP signed-note, "Signatures" and "Verifier keys".
 */
public final class NoteKey {
  /** Longest name; it is repeated in every signature line. */
  static final int MAX_NAME_CHARACTERS = 255;

  private static final int KEY_BYTES = 32;

  /** What stands before the 32 bytes in a SubjectPublicKeyInfo of Ed25519 (RFC 8410, 4). */
  private static final byte[] INFO_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  /** What the signatures of a key are over. */
  public enum Kind {
    /** The note's text: the signature of a log. */
    LOG(1),
    /** A time and the note's text: the cosignature of a witness, cosignature/v1. */
    WITNESS(4);

    private final byte type;

    Kind(int type) {
      this.type = (byte) type;
    }
  }

  /** What reading a verifier key gave. */
  public sealed interface Reading {
    /** The key. */
    record Read(NoteKey key) implements Reading {}

    /** The text is none. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  private final String name;
  private final Kind kind;
  private final byte[] raw;
  private final int id;
  private final VerifyingKey key;

  private NoteKey(String name, Kind kind, byte[] raw, VerifyingKey key) {
    this.name = name;
    this.kind = kind;
    this.raw = raw;
    this.id = id(name, kind, raw);
    this.key = key;
  }

  /** Reads a verifier key of the kind that is expected. */
  public static Reading read(String text, Kind expected) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0])) {
      return refused("not three parts, or no name before the first plus sign");
    }
    Optional<byte[]> material = StrictBase64.decode(parts[2], KEY_BYTES + 1);
    if (material.isEmpty()) {
      return refused("the last part is not the Base64 of 33 bytes");
    }
    if (material.get()[0] != expected.type) {
      return refused(
          "the key is of type %d, not of type %d as a %s needs"
              .formatted(
                  material.get()[0], expected.type, expected == Kind.LOG ? "log" : "witness"));
    }
    byte[] raw = Arrays.copyOfRange(material.get(), 1, KEY_BYTES + 1);
    Optional<NoteKey> key = of(parts[0], expected, raw);
    if (key.isEmpty()) {
      return refused("the key bytes are not an Ed25519 key");
    }
    return parts[1].equals(key.get().idText())
        ? new Reading.Read(key.get())
        : refused("the key id does not belong to the name and key");
  }

  private static Reading refused(String detail) {
    return new Reading.Refused(AnchorRefusal.of(AnchorFault.NOT_A_LOG_KEY, detail));
  }

  /** Gives the key whose SubjectPublicKeyInfo this is; empty when it is not Ed25519 or no name. */
  static Optional<NoteKey> ofPublicKeyInfo(String name, Kind kind, byte[] info) {
    boolean ed25519 =
        info.length == INFO_HEAD.length + KEY_BYTES
            && Arrays.equals(info, 0, INFO_HEAD.length, INFO_HEAD, 0, INFO_HEAD.length);
    return ed25519 && isName(name)
        ? of(name, kind, Arrays.copyOfRange(info, INFO_HEAD.length, info.length))
        : Optional.empty();
  }

  private static Optional<NoteKey> of(String name, Kind kind, byte[] raw) {
    byte[] info = Arrays.copyOf(INFO_HEAD, INFO_HEAD.length + KEY_BYTES);
    System.arraycopy(raw, 0, info, INFO_HEAD.length, KEY_BYTES);
    return VerifyingKey.read(info).map(key -> new NoteKey(name, kind, raw, key));
  }

  /** Says whether a name can stand in a signature line: no space of any kind, no plus sign. */
  public static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_CHARACTERS
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || c < 0x20
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.SURROGATE);
  }

  private static int id(String name, Kind kind, byte[] raw) {
    byte[] head = (name + '\n').getBytes(StandardCharsets.UTF_8);
    byte[] all =
        ByteBuffer.allocate(head.length + 1 + raw.length).put(head).put(kind.type).put(raw).array();
    return ByteBuffer.wrap(Sha256.digest(all)).getInt();
  }

  /** Gives the name. */
  public String name() {
    return name;
  }

  /** Gives the kind. */
  public Kind kind() {
    return kind;
  }

  /** Gives the key id: the first four bytes of a digest over name, kind and key. */
  int id() {
    return id;
  }

  private String idText() {
    return String.format(Locale.ROOT, "%08x", id);
  }

  /** Says whether two keys are one: the same key bytes under any name. */
  boolean isSameKey(NoteKey other) {
    return Arrays.equals(raw, other.raw);
  }

  /** Says whether the signature over the message is by this key. */
  boolean accepts(byte[] message, byte[] signature) {
    return key.accepts(message, signature);
  }

  /** Gives the verifier key, one line without its end. */
  public String text() {
    byte[] material = new byte[KEY_BYTES + 1];
    material[0] = kind.type;
    System.arraycopy(raw, 0, material, 1, KEY_BYTES);
    return name + '+' + idText() + '+' + StrictBase64.encode(material);
  }

  /** Gives the verifier key. */
  @Override
  public String toString() {
    return text();
  }

  /** Reads lines of verifier keys: at least one, nothing else. */
  static Readings readAll(byte[] file, Kind kind, int max) {
    NoteLines.Opening opening = NoteLines.open(file, AnchorFault.NOT_A_LOG_KEY);
    NoteLines lines = opening.lines();
    List<NoteKey> keys = new ArrayList<>();
    if (lines == null) {
      return new Readings(keys, opening.refusal());
    }
    while (lines.hasNext()) {
      if (keys.size() == max) {
        return new Readings(keys, lines.refuse("more than " + max + " keys"));
      }
      switch (read(lines.take(), kind)) {
        case Reading.Read(NoteKey key) -> keys.add(key);
        case Reading.Refused(AnchorRefusal refusal) -> {
          String detail = refusal.detail();
          return new Readings(keys, lines.refuseTaken(detail == null ? "" : detail));
        }
      }
    }
    return new Readings(keys, null);
  }

  /** The keys of a file, or why it is refused. */
  record Readings(List<NoteKey> keys, @Nullable AnchorRefusal refusal) {}
}
