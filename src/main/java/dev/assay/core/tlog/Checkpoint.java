package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a log says it holds: its name, the number of entries and the root over them, signed (C2SP
 * tlog-checkpoint). A checkpoint that was read is of the right form; it is not trusted before
 * {@link LogTrust} judged it.
 */
public final class Checkpoint {
  static final int HASH_BYTES = 32;

  private static final byte[] EMPTY_ROOT = Sha256.digest(new byte[0]);

  private final SignedNote note;
  private final String origin;
  private final long size;
  private final byte[] root;

  private Checkpoint(SignedNote note, String origin, long size, byte[] root) {
    this.note = note;
    this.origin = origin;
    this.size = size;
    this.root = root;
  }

  /** What reading a checkpoint gave. */
  public sealed interface Reading {
    /** The checkpoint. */
    record Read(Checkpoint checkpoint) implements Reading {}

    /** The bytes are none. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  /** Reads a checkpoint with its signatures; at most 64 KiB. */
  public static Reading read(byte[] bytes) {
    return switch (SignedNote.read(bytes)) {
      case SignedNote.Reading.Refused(AnchorRefusal refusal) -> new Reading.Refused(refusal);
      case SignedNote.Reading.Read(SignedNote note) -> of(note);
    };
  }

  private static Reading of(SignedNote note) {
    List<String> lines = note.lines();
    if (lines.size() < 3) {
      return refused("fewer than three lines", lines.size());
    }
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isEmpty()) {
        return refused("an empty line", i + 1);
      }
    }
    Optional<Long> size = NoteLines.decimal(lines.get(1));
    if (size.isEmpty()) {
      return refused("the size is not a decimal number below 2^63", 2);
    }
    Optional<byte[]> root = StrictBase64.decode(lines.get(2), HASH_BYTES);
    if (root.isEmpty()) {
      return refused("the root is not the Base64 of 32 bytes", 3);
    }
    if (size.get() == 0 && !StrictBase64.same(root.get(), EMPTY_ROOT)) {
      return refused("the root of no entries is the digest of no bytes", 3);
    }
    return new Reading.Read(new Checkpoint(note, lines.getFirst(), size.get(), root.get()));
  }

  private static Reading refused(String detail, int line) {
    return new Reading.Refused(new AnchorRefusal(AnchorFault.NOT_A_CHECKPOINT, detail, line));
  }

  /** Gives the text that a log signs, without extension lines. */
  static byte[] text(String origin, long size, byte[] root) {
    return (origin + '\n' + size + '\n' + StrictBase64.encode(root) + '\n')
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Gives the name of the log. */
  public String origin() {
    return origin;
  }

  /** Gives the number of entries. */
  public long size() {
    return size;
  }

  /** Gives the root over the entries, 32 bytes. */
  public byte[] root() {
    return root.clone();
  }

  /** Gives the checkpoint with its signatures, as it was read. */
  public byte[] bytes() {
    return note.bytes();
  }

  SignedNote note() {
    return note;
  }
}
