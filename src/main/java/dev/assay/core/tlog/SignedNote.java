package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A text and signatures under it (C2SP signed-note). Reading checks the form only: no signature is
 * trusted until {@link LogTrust} judged it.
 */
final class SignedNote {
  /** The document asks for at least 16. */
  static final int MAX_SIGNATURES = 64;

  /** What a signature line begins with: an em dash and a space. */
  private static final String MARK = "\u2014 ";

  private static final int ID_BYTES = 4;

  private final byte[] bytes;
  private final byte[] text;
  private final List<Signature> signatures;

  private SignedNote(byte[] bytes, byte[] text, List<Signature> signatures) {
    this.bytes = bytes;
    this.text = text;
    this.signatures = List.copyOf(signatures);
  }

  /** One signature line: the name and id of a key, and what the key made. */
  static final class Signature {
    private final String name;
    private final int id;
    private final byte[] made;

    Signature(String name, int id, byte[] made) {
      this.name = name;
      this.id = id;
      this.made = made;
    }

    boolean isBy(NoteKey key) {
      return name.equals(key.name()) && id == key.id();
    }

    /** Gives what the key made, without the id before it. */
    byte[] bytes() {
      return made;
    }

    static String line(String name, int id, byte[] signature) {
      byte[] all =
          ByteBuffer.allocate(ID_BYTES + signature.length).putInt(id).put(signature).array();
      return MARK + name + ' ' + StrictBase64.encode(all) + '\n';
    }
  }

  /** What reading a note gave. */
  sealed interface Reading {
    /** The note. */
    record Read(SignedNote note) implements Reading {}

    /** The bytes are none. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  /** Reads a note: text, an empty line, one or more signature lines, nothing else. */
  static Reading read(byte[] bytes) {
    NoteLines.Opening opening = NoteLines.open(bytes, AnchorFault.NOT_A_NOTE);
    AnchorRefusal refusal = opening.refusal();
    NoteLines lines = opening.lines();
    if (refusal != null || lines == null) {
      return new Reading.Refused(
          refusal == null ? AnchorRefusal.of(AnchorFault.NOT_A_NOTE) : refusal);
    }
    int end = lastEmptyLine(bytes);
    if (end < 0) {
      return new Reading.Refused(
          AnchorRefusal.of(AnchorFault.NOT_A_NOTE, "no empty line before the signatures"));
    }
    byte[] text = Arrays.copyOf(bytes, end + 1);
    for (byte b : text) {
      if (b == '\n') {
        lines.take();
      }
    }
    lines.take();
    List<Signature> signatures = new ArrayList<>();
    while (lines.hasNext()) {
      Optional<Signature> signature = signature(lines.take());
      if (signature.isEmpty() || signatures.size() == MAX_SIGNATURES) {
        return new Reading.Refused(
            lines.refuseTaken(
                signature.isEmpty()
                    ? "not a signature line"
                    : "more than " + MAX_SIGNATURES + " signatures"));
      }
      signatures.add(signature.get());
    }
    return new Reading.Read(new SignedNote(bytes.clone(), text, signatures));
  }

  /** Gives the place of the line end before the last empty line; -1 when there is none. */
  private static int lastEmptyLine(byte[] bytes) {
    for (int i = bytes.length - 2; i >= 1; i--) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\n') {
        return i - 1;
      }
    }
    return -1;
  }

  private static Optional<Signature> signature(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(MARK) || space < MARK.length()) {
      return Optional.empty();
    }
    String name = line.substring(MARK.length(), space);
    return StrictBase64.decode(line.substring(space + 1))
        .filter(all -> all.length > ID_BYTES && NoteKey.isName(name))
        .map(
            all ->
                new Signature(
                    name,
                    ByteBuffer.wrap(all).getInt(),
                    Arrays.copyOfRange(all, ID_BYTES, all.length)));
  }

  /** Gives what the signatures are over, line end included. */
  byte[] text() {
    return text.clone();
  }

  /** Gives the lines of the text. */
  List<String> lines() {
    String all = new String(text, 0, text.length - 1, StandardCharsets.UTF_8);
    return List.of(all.split("\n", -1));
  }

  List<Signature> signatures() {
    return signatures;
  }

  /** Gives the note as it was read. */
  byte[] bytes() {
    return bytes.clone();
  }
}
