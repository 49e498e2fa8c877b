package dev.assay.core.checkpoint;

import dev.assay.core.evidence.ChainHead;
import java.util.Base64;
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

  private static final int LINES = 3;

  /** Gives a checkpoint of this program about a part of a recording. */
  public static Checkpoint of(String run, ChainHead head) {
    return new Checkpoint(RECORDER, run, head);
  }

  /** Gives the text that is signed: three lines, each with its line feed. */
  public String text() {
    byte[] root = HexFormat.of().parseHex(head.root());
    return log
        + '/'
        + run
        + '\n'
        + head.size()
        + '\n'
        + Base64.getEncoder().encodeToString(root)
        + '\n';
  }

  /** Reads the lines of a checkpoint's text; empty when they are none of this form. */
  static Optional<Checkpoint> read(List<String> lines) {
    if (lines.size() != LINES) {
      return Optional.empty();
    }
    String origin = lines.getFirst();
    int slash = origin.lastIndexOf('/');
    Optional<Long> size = ChainHead.size(lines.get(1));
    Optional<byte[]> root = NoteSignature.decode(lines.get(2));
    if (slash < 1
        || slash == origin.length() - 1
        || !NoteSignature.isName(origin)
        || size.isEmpty()
        || root.filter(bytes -> bytes.length == 32).isEmpty()) {
      return Optional.empty();
    }
    ChainHead head = new ChainHead(size.get(), HexFormat.of().formatHex(root.get()));
    return Optional.of(
        new Checkpoint(origin.substring(0, slash), origin.substring(slash + 1), head));
  }
}
