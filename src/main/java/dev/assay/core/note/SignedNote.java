package dev.assay.core.note;

import dev.assay.core.crypto.SigningKey;
import dev.assay.core.problem.BugException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text and signatures under it (C2SP signed-note). Reading checks the form only; {@link
 * #standing} says what a key thinks of it.
 */
public final class SignedNote {
  /** The document asks for at least 16. */
  static final int MAX_SIGNATURES = 64;

  private final byte[] text;
  private final List<NoteSignature> signatures;

  private SignedNote(byte[] text, List<NoteSignature> signatures) {
    this.text = text;
    this.signatures = List.copyOf(signatures);
  }

  /** What reading a note gave. */
  public sealed interface Reading {
    /** The note. */
    record Read(SignedNote note) implements Reading {}

    /** The bytes are none. */
    record Refused(NoteRefusal refusal) implements Reading {}
  }

  /** What a key thinks of a note. */
  public enum Standing {
    /** No line claims to be by the key. */
    UNSIGNED,
    /** A line claims to be by the key and is not: whoever wrote it wanted to deceive. */
    FORGED,
    /** At least one line claims to be by the key, and every one that does holds. */
    SIGNED
  }

  /** Reads a note: text, an empty line, one or more signature lines, nothing else. */
  public static Reading read(byte[] bytes) {
    return switch (NoteText.read(bytes)) {
      case NoteText.Reading.Refused(NoteRefusal refusal) -> new Reading.Refused(refusal);
      case NoteText.Reading.Read(NoteText text) -> of(text.lines());
    };
  }

  private static Reading of(List<String> lines) {
    int empty = lines.lastIndexOf("");
    if (empty < 1 || empty == lines.size() - 1) {
      return refused("no empty line before the signatures", 0);
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (int i = empty + 1; i < lines.size(); i++) {
      Optional<NoteSignature> signature = NoteSignature.read(lines.get(i));
      if (signature.isEmpty()) {
        return refused("not a signature line", i + 1);
      }
      if (signatures.size() == MAX_SIGNATURES) {
        return refused("more than " + MAX_SIGNATURES + " signatures", i + 1);
      }
      signatures.add(signature.get());
    }
    byte[] text =
        (String.join("\n", lines.subList(0, empty)) + '\n').getBytes(StandardCharsets.UTF_8);
    return new Reading.Read(new SignedNote(text, signatures));
  }

  private static Reading refused(String detail, int line) {
    return new Reading.Refused(NoteRefusal.of(detail, line));
  }

  /**
   * Signs a text of ended lines.
   *
   * @param key the private half
   * @param verifier the public half, under the name that signs
   */
  public static SignedNote sign(byte[] text, SigningKey key, NoteKey verifier) {
    if (!verifier.isHalfOf(key)) {
      throw new BugException("a note is signed under the name of its own key");
    }
    return new SignedNote(text.clone(), List.of(NoteSignature.of(verifier, key.sign(text))));
  }

  /** Says what a key that signs texts thinks of this note. */
  public Standing standing(NoteKey key) {
    List<NoteSignature> claimed = by(key);
    if (claimed.isEmpty()) {
      return Standing.UNSIGNED;
    }
    return claimed.stream().allMatch(signature -> key.accepts(text, signature.bytes()))
        ? Standing.SIGNED
        : Standing.FORGED;
  }

  /** Gives the signatures that claim to be by a key; none of them was checked. */
  public List<NoteSignature> by(NoteKey key) {
    return signatures.stream().filter(signature -> signature.isBy(key)).toList();
  }

  /** Gives what the signatures are over, line end included. */
  public byte[] text() {
    return text.clone();
  }

  /** Gives the lines of the text. */
  public List<String> lines() {
    String all = new String(text, 0, text.length - 1, StandardCharsets.UTF_8);
    return List.of(all.split("\n", -1));
  }

  /** Gives the note: the bytes it was read from, since each note has one spelling. */
  public byte[] bytes() {
    StringBuilder all = new StringBuilder(new String(text, StandardCharsets.UTF_8)).append('\n');
    signatures.forEach(signature -> all.append(signature.line()));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }
}
