package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.crypto.MerkleProof;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A proof that an entry is in a log: its index, the path to the root, and the checkpoint with that
 * root (C2SP tlog-proof). Lines of cosignatures may be appended to the file as they come in.
 *
 * @param index the entry's place, from 0
 * @param path hashes from the leaf's sibling up
 * @param checkpoint the checkpoint, not yet trusted
 */
public record LogProof(long index, List<byte[]> path, Checkpoint checkpoint) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";

  /** Copies the path. */
  public LogProof {
    path = List.copyOf(path);
  }

  /** What reading a proof gave. */
  public sealed interface Reading {
    /** The proof. */
    record Read(LogProof proof) implements Reading {}

    /** The bytes are none. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  /** Reads a proof; at most 64 KiB and 64 hashes. Extra data is ignored: nothing vouches for it. */
  public static Reading read(byte[] bytes) {
    return switch (NoteLines.open(bytes, AnchorFault.NOT_A_LOG_PROOF)) {
      case NoteLines.Opening.Refused(AnchorRefusal refusal) -> new Reading.Refused(refusal);
      case NoteLines.Opening.Opened(NoteLines lines) -> read(lines);
    };
  }

  private static Reading read(NoteLines lines) {
    if (!lines.take().equals(HEADER)) {
      return refused(lines.refuseTaken("the first line is not `" + HEADER + "`"));
    }
    if (lines.peek().startsWith("extra ")
        && Base64Text.decode(lines.take().substring(6)).isEmpty()) {
      return refused(lines.refuseTaken("the extra data is not Base64"));
    }
    Optional<Long> index = lines.takeNumber("index");
    if (index.isEmpty()) {
      return refused(lines.refuse("not `index` and a decimal number below 2^63"));
    }
    List<byte[]> path = lines.takeHashes(MerkleProof.MAX_NODES);
    if (path == null) {
      return refused(lines.refuse("not the Base64 of 32 bytes, or more than 64 hashes"));
    }
    return switch (Checkpoint.read(lines.rest())) {
      case Checkpoint.Reading.Read(Checkpoint checkpoint) ->
          new Reading.Read(new LogProof(index.get(), path, checkpoint));
      case Checkpoint.Reading.Refused(AnchorRefusal inner) -> refused(lines.shift(inner));
    };
  }

  private static Reading refused(AnchorRefusal refusal) {
    return new Reading.Refused(refusal);
  }

  /** Gives the file's bytes. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(HEADER).append("\nindex ").append(index).append('\n');
    path.forEach(hash -> text.append(Base64Text.encode(hash)).append('\n'));
    text.append('\n').append(new String(checkpoint.bytes(), StandardCharsets.UTF_8));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Says whether a leaf is where the proof says, under the checkpoint's root. */
  boolean includes(byte[] leafHash) {
    return MerkleProof.includes(leafHash, index, checkpoint.size(), path, checkpoint.root());
  }
}
