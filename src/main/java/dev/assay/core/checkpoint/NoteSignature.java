package dev.assay.core.checkpoint;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * One signature line of a C2SP signed note: {@code — NAME BASE64(key id, signature)}.
 *
 * @param name of the key
 * @param text base64 of four bytes of key id and the signature
 */
record NoteSignature(String name, String text) {
  static final String DASH = "\u2014 ";
  private static final int ID_BYTES = 4;

  /** Longer than any signature of the kinds we make. */
  private static final int MAX_LINE = 4096;

  static NoteSignature of(String name, byte[] keyId, byte[] signature) {
    byte[] both = Arrays.copyOf(keyId, ID_BYTES + signature.length);
    System.arraycopy(signature, 0, both, ID_BYTES, signature.length);
    return new NoteSignature(name, Base64.getEncoder().encodeToString(both));
  }

  /** Reads a line; empty when it is no signature line. */
  static Optional<NoteSignature> read(String line) {
    int blank = line.lastIndexOf(' ');
    if (line.length() > MAX_LINE || !line.startsWith(DASH) || blank <= DASH.length()) {
      return Optional.empty();
    }
    NoteSignature read =
        new NoteSignature(line.substring(DASH.length(), blank), line.substring(blank + 1));
    return isName(read.name) && decode(read.text).filter(b -> b.length > ID_BYTES).isPresent()
        ? Optional.of(read)
        : Optional.empty();
  }

  String line() {
    return DASH + name + ' ' + text + '\n';
  }

  byte[] keyId() {
    return Arrays.copyOf(bytes(), ID_BYTES);
  }

  byte[] signature() {
    byte[] bytes = bytes();
    return Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
  }

  private byte[] bytes() {
    return Base64.getDecoder().decode(text);
  }

  /** Says whether a text may be a name: not empty, no blanks, no plus, no control characters. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.codePoints()
            .noneMatch(c -> c == '+' || Character.isWhitespace(c) || Character.isSpaceChar(c))
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  /** Decodes standard base64 in its one canonical spelling. */
  static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
