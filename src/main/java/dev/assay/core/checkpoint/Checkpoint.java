package dev.assay.core.checkpoint;

import dev.assay.core.evidence.ChainHead;
import dev.assay.core.note.CheckpointText;
import dev.assay.core.note.NoteKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a checkpoint states: the head of one part of a recording, under a name. Its text is the body
 * of a C2SP tlog-checkpoint: origin, size, root, one a line.
 *
 * <p>Each part is a log of its own. A checkpoint holds no time: the time that counts is that of
 * whoever kept it.
 *
 * @param log name of the recorder; also the name of its key in signatures
 * @param run run id of the part
 * @param head size and root
 */
public record Checkpoint(String log, String run, ChainHead head) {
  /** The name under which this program makes checkpoints. */
  public static final String RECORDER = "dev.assay/recorder";

  /** Gives a checkpoint of this program about a part of a recording. */
  public static Checkpoint of(String run, ChainHead head) {
    return new Checkpoint(RECORDER, run, head);
  }

  /** Gives the text that is signed: three lines, each with its line feed. */
  public String text() {
    return CheckpointText.of(log + '/' + run, head.size(), HexFormat.of().parseHex(head.root()))
        .text();
  }

  /** Reads the lines of a checkpoint's text; empty when they are none of this form. */
  static Optional<Checkpoint> read(List<String> lines) {
    return switch (CheckpointText.read(lines)) {
      case CheckpointText.Reading.Refused _ -> Optional.empty();
      case CheckpointText.Reading.Read(CheckpointText text, int extensions) ->
          extensions == 0 ? of(text) : Optional.empty();
    };
  }

  private static Optional<Checkpoint> of(CheckpointText text) {
    String origin = text.origin();
    int slash = origin.lastIndexOf('/');
    if (slash < 1
        || slash == origin.length() - 1
        || !NoteKey.isName(origin)
        || text.size() > ChainHead.MAX_SIZE) {
      return Optional.empty();
    }
    ChainHead head = new ChainHead(text.size(), HexFormat.of().formatHex(text.root()));
    return Optional.of(
        new Checkpoint(origin.substring(0, slash), origin.substring(slash + 1), head));
  }
}
