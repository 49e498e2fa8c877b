package dev.assay.core.checkpoint;

import dev.assay.core.crypto.SigningKey;
import dev.assay.core.crypto.VerifyingKey;
import dev.assay.core.note.NoteKey;
import dev.assay.core.note.SignedNote;
import dev.assay.core.problem.BugException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable SignedNote note;

  private CheckpointNote(Checkpoint checkpoint, @Nullable SignedNote note) {
    this.checkpoint = checkpoint;
    this.note = note;
  }

  /** Makes a note that nobody signed. */
  public static CheckpointNote unsigned(Checkpoint checkpoint) {
    return new CheckpointNote(checkpoint, null);
  }

  /** Makes a note signed under the name of the checkpoint's log. */
  public static CheckpointNote signed(Checkpoint checkpoint, SigningKey key) {
    NoteKey verifier =
        NoteKey.of(checkpoint.log(), key.verifyingKey())
            .orElseThrow(() -> new BugException("a log has a name that can stand in a note"));
    byte[] text = checkpoint.text().getBytes(StandardCharsets.UTF_8);
    return new CheckpointNote(checkpoint, SignedNote.sign(text, key, verifier));
  }

  /** Gives what it states. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /**
   * Says whether this key signed it under the name of the checkpoint's log; every signature that
   * claims so must be good.
   */
  public boolean isSignedBy(VerifyingKey key) {
    SignedNote signed = note;
    return signed != null
        && NoteKey.of(checkpoint.log(), key)
            .filter(named -> signed.standing(named) == SignedNote.Standing.SIGNED)
            .isPresent();
  }

  /** Gives the note's text: three lines, a blank one, signatures or the mark of having none. */
  public String text() {
    return note == null
        ? checkpoint.text() + '\n' + UNSIGNED + '\n'
        : new String(note.bytes(), StandardCharsets.UTF_8);
  }

  /** Puts together what was read; empty when it is no note. */
  private static Optional<CheckpointNote> of(List<String> body, List<String> end) {
    if (end.equals(List.of(UNSIGNED))) {
      return Checkpoint.read(body).map(CheckpointNote::unsigned);
    }
    String all = String.join("\n", body) + "\n\n" + String.join("\n", end) + '\n';
    return switch (SignedNote.read(all.getBytes(StandardCharsets.UTF_8))) {
      case SignedNote.Reading.Refused _ -> Optional.empty();
      case SignedNote.Reading.Read(SignedNote note) ->
          Checkpoint.read(note.lines()).map(checkpoint -> new CheckpointNote(checkpoint, note));
    };
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
