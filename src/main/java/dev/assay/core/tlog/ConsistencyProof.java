package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.crypto.MerkleProof;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proof that a log only grew since an older checkpoint. The file is what a witness is sent to get
 * a cosignature: old size, hashes, the new checkpoint (C2SP tlog-witness, add-checkpoint).
 *
 * @param oldSize entries in the older tree
 * @param hashes the proof
 * @param checkpoint the newer checkpoint, not yet trusted
 */
public record ConsistencyProof(long oldSize, List<byte[]> hashes, Checkpoint checkpoint) {
  /** The document allows 63. */
  private static final int MAX_HASHES = 63;

  /** Copies the hashes. */
  public ConsistencyProof {
    hashes = List.copyOf(hashes);
  }

  /** What reading a proof gave. */
  public sealed interface Reading {
    /** The proof. */
    record Read(ConsistencyProof proof) implements Reading {}

    /** The bytes are none. */
    record Refused(AnchorRefusal refusal) implements Reading {}
  }

  /** Reads a proof; at most 64 KiB and 63 hashes. */
  public static Reading read(byte[] bytes) {
    return switch (NoteLines.open(bytes, AnchorFault.NOT_A_CONSISTENCY_PROOF)) {
      case NoteLines.Opening.Refused(AnchorRefusal refusal) -> new Reading.Refused(refusal);
      case NoteLines.Opening.Opened(NoteLines lines) -> read(lines);
    };
  }

  private static Reading read(NoteLines lines) {
    Optional<Long> oldSize = lines.takeNumber("old");
    if (oldSize.isEmpty()) {
      return new Reading.Refused(lines.refuse("not `old` and a decimal number below 2^63"));
    }
    List<byte[]> hashes = lines.takeHashes(MAX_HASHES);
    if (hashes == null) {
      return new Reading.Refused(
          lines.refuse("not the Base64 of 32 bytes, or more than 63 hashes"));
    }
    return switch (Checkpoint.read(lines.rest())) {
      case Checkpoint.Reading.Read(Checkpoint checkpoint) ->
          new Reading.Read(new ConsistencyProof(oldSize.get(), hashes, checkpoint));
      case Checkpoint.Reading.Refused(AnchorRefusal inner) ->
          new Reading.Refused(lines.shift(inner));
    };
  }

  /** Gives the file's bytes. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
    hashes.forEach(hash -> text.append(Base64Text.encode(hash)).append('\n'));
    text.append('\n').append(new String(checkpoint.bytes(), StandardCharsets.UTF_8));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Says why this proof does not show that its checkpoint continues a remembered one; null when it
   * does. Both signatures must have been judged before. From an empty tree everything continues.
   */
  public @Nullable AnchorRefusal objection(Checkpoint remembered) {
    AnchorRefusal difference = difference(remembered, checkpoint);
    if (difference != null) {
      return difference;
    }
    if (oldSize != remembered.size()) {
      return AnchorRefusal.of(
          AnchorFault.NOT_A_CONSISTENCY_PROOF,
          "it begins at %d entries, the remembered checkpoint has %d"
              .formatted(oldSize, remembered.size()));
    }
    boolean continues =
        oldSize == 0
            ? hashes.isEmpty()
            : MerkleProof.continues(
                oldSize, remembered.root(), checkpoint.size(), checkpoint.root(), hashes);
    return continues ? null : AnchorRefusal.of(AnchorFault.FORKED, sizes(remembered, checkpoint));
  }

  /** Says what is wrong between two checkpoints without any proof; null when nothing yet. */
  static @Nullable AnchorRefusal difference(Checkpoint remembered, Checkpoint now) {
    if (!remembered.origin().equals(now.origin())) {
      return AnchorRefusal.of(
          AnchorFault.ORIGIN_DIFFERS, "`" + now.origin() + "` and `" + remembered.origin() + "`");
    }
    if (now.size() < remembered.size()) {
      return AnchorRefusal.of(AnchorFault.ROLLED_BACK, sizes(remembered, now));
    }
    return now.size() == remembered.size() && !Arrays.equals(now.root(), remembered.root())
        ? AnchorRefusal.of(AnchorFault.FORKED, sizes(remembered, now))
        : null;
  }

  private static String sizes(Checkpoint remembered, Checkpoint now) {
    return "%d entries now, %d remembered".formatted(now.size(), remembered.size());
  }
}
