package dev.assay.core.note;

import dev.assay.core.crypto.Base64Text;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * One signature line: {@code — NAME BASE64(key id, signature)}. It says whose it claims to be;
 * nothing is trusted until a key accepted it.
 */
public final class NoteSignature {
  /** What a signature line begins with: an em dash and a space. */
  private static final String MARK = "\u2014 ";

  private static final int ID_BYTES = 4;

  private final String name;
  private final int id;
  private final byte[] made;

  private NoteSignature(String name, int id, byte[] made) {
    this.name = name;
    this.id = id;
    this.made = made;
  }

  /** Gives what a key made, under its name. */
  static NoteSignature of(NoteKey key, byte[] made) {
    return new NoteSignature(key.name(), key.id(), made.clone());
  }

  /** Reads a line without its end; empty when it is no signature line. */
  static Optional<NoteSignature> read(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(MARK) || space < MARK.length()) {
      return Optional.empty();
    }
    String name = line.substring(MARK.length(), space);
    return Base64Text.decode(line.substring(space + 1))
        .filter(all -> all.length > ID_BYTES && NoteKey.isName(name))
        .map(
            all ->
                new NoteSignature(
                    name,
                    ByteBuffer.wrap(all).getInt(),
                    Arrays.copyOfRange(all, ID_BYTES, all.length)));
  }

  /** Says whether it claims to be by this key. */
  boolean isBy(NoteKey key) {
    return name.equals(key.name()) && id == key.id();
  }

  /** Gives what the key made, without the id before it. */
  public byte[] bytes() {
    return made.clone();
  }

  /** Gives the line with its end. */
  String line() {
    byte[] all = ByteBuffer.allocate(ID_BYTES + made.length).putInt(id).put(made).array();
    return MARK + name + ' ' + Base64Text.encode(all) + '\n';
  }
}
