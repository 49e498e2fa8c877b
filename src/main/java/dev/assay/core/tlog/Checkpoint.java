package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.note.CheckpointText;
import dev.assay.core.note.NoteRefusal;
import dev.assay.core.note.SignedNote;

/**
 * What a log says it holds: its name, the number of entries and the root over them, signed (C2SP
 * tlog-checkpoint). A checkpoint that was read is of the right form; it is not trusted before
 * {@link LogTrust} judged it.
 */
public final class Checkpoint {
  private final SignedNote note;
  private final CheckpointText text;

  private Checkpoint(SignedNote note, CheckpointText text) {
    this.note = note;
    this.text = text;
  }

  /** What reading a checkpoint gave. */
  public sealed interface Reading {
    /** The checkpoint. */
    record Read(Checkpoint checkpoint) implements Reading {}

    /** The bytes are none. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  /**
   * Reads a checkpoint with its signatures; at most 64 KiB. Extension lines are covered by the
   * signatures and not looked at.
   */
  public static Reading read(byte[] bytes) {
    return switch (SignedNote.read(bytes)) {
      case SignedNote.Reading.Refused(NoteRefusal refusal) ->
          refused(AnchorFault.NOT_A_NOTE, refusal);
      case SignedNote.Reading.Read(SignedNote note) -> of(note);
    };
  }

  /** Reads a note as a checkpoint. */
  static Reading of(SignedNote note) {
    return switch (CheckpointText.read(note.lines())) {
      case CheckpointText.Reading.Refused(NoteRefusal refusal) ->
          refused(AnchorFault.NOT_A_CHECKPOINT, refusal);
      case CheckpointText.Reading.Read(CheckpointText text, _) ->
          new Reading.Read(new Checkpoint(note, text));
    };
  }

  private static Reading refused(AnchorFault fault, NoteRefusal refusal) {
    return new Reading.Refused(NoteLines.refusal(fault, refusal));
  }

  /** Gives the name of the log. */
  public String origin() {
    return text.origin();
  }

  /** Gives the number of entries. */
  public long size() {
    return text.size();
  }

  /** Gives the root over the entries, 32 bytes. */
  public byte[] root() {
    return text.root();
  }

  /** Gives the checkpoint with its signatures, as it was read. */
  public byte[] bytes() {
    return note.bytes();
  }

  SignedNote note() {
    return note;
  }
}
