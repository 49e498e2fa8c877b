package dev.assay.core.checkpoint;

import dev.assay.core.crypto.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint as it is kept: a C2SP signed note, or the same text plainly marked as unsigned.
 *
 * <p>An unsigned one protects only where it is kept out of reach of whoever could change the
 * evidence; a signed one also says that a holder of the key made it. Readers of signed notes refuse
 * the mark of an unsigned one.
 */
public final class CheckpointNote {
  /** Stands where signatures would. */
  static final String UNSIGNED = "(unsigned)";

  private final Checkpoint checkpoint;
  private final List<NoteSignature> signatures;

  private CheckpointNote(Checkpoint checkpoint, List<NoteSignature> signatures) {
    this.checkpoint = checkpoint;
    this.signatures = List.copyOf(signatures);
  }

  /** Makes a note that nobody signed. */
  public static CheckpointNote unsigned(Checkpoint checkpoint) {
    return new CheckpointNote(checkpoint, List.of());
  }

  /** Makes a signed note. */
  public static CheckpointNote signed(Checkpoint checkpoint, SigningKey key) {
    return new CheckpointNote(checkpoint, List.of(NoteKey.sign(checkpoint, key)));
  }

  /** Gives what it states. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Says whether this key signed it; every signature that names the key must be good. */
  public boolean isSignedBy(NoteKey key) {
    return key.accepts(checkpoint.text(), signatures);
  }

  /** Gives the note's text: three lines, a blank one, signatures or the mark of having none. */
  public String text() {
    StringBuilder text = new StringBuilder(checkpoint.text()).append('\n');
    signatures.forEach(signature -> text.append(signature.line()));
    return (signatures.isEmpty() ? text.append(UNSIGNED).append('\n') : text).toString();
  }

  /** Puts together what was read; empty when it is no note. */
  private static Optional<CheckpointNote> of(List<String> body, List<String> end) {
    List<NoteSignature> signatures = new ArrayList<>();
    boolean unsigned = end.equals(List.of(UNSIGNED));
    for (String line : unsigned ? List.<String>of() : end) {
      NoteSignature.read(line).ifPresent(signatures::add);
    }
    return (unsigned || signatures.size() == end.size()) && !end.isEmpty()
        ? Checkpoint.read(body).map(checkpoint -> new CheckpointNote(checkpoint, signatures))
        : Optional.empty();
  }

  /**
   * The notes of one file, in their order.
   *
   * @param notes those that could be read
   * @param damaged blocks of lines that are no note, such as what a full disk left half written
   */
  public record Series(List<CheckpointNote> notes, int damaged) {
    /** Copies the list. */
    public Series {
      notes = List.copyOf(notes);
    }
  }

  /** Reads notes that follow each other, each ended by a blank line or the end. */
  public static Series readAll(String text) {
    List<List<String>> blocks = blocks(text);
    List<CheckpointNote> notes = new ArrayList<>();
    int damaged = 0;
    int at = 0;
    while (at < blocks.size()) {
      Optional<CheckpointNote> note =
          at + 1 < blocks.size() ? of(blocks.get(at), blocks.get(at + 1)) : Optional.empty();
      note.ifPresent(notes::add);
      damaged += note.isPresent() ? 0 : 1;
      at += note.isPresent() ? 2 : 1;
    }
    return new Series(notes, damaged);
  }

  private static List<List<String>> blocks(String text) {
    List<List<String>> blocks = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        block.add(line);
      } else if (!block.isEmpty()) {
        blocks.add(block);
        block = new ArrayList<>();
      }
    }
    if (!block.isEmpty()) {
      blocks.add(block);
    }
    return blocks;
  }
}
