package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.note.CheckpointText;
import dev.assay.core.note.NoteKey;
import dev.assay.core.note.SignedNote;
import dev.assay.core.problem.BugException;
import java.util.Optional;

/**
 * Signs the checkpoints of one log. Whoever holds it must not sign two histories: what is signed
 * must extend everything signed before.
 */
public final class LogSigner {
  private final SigningKey key;
  private final NoteKey verifier;

  private LogSigner(SigningKey key, NoteKey verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /** What making a signer gave. */
  public sealed interface Making {
    /** The signer. */
    record Made(LogSigner signer) implements Making {}

    /** The key or the name cannot be used. */
    record Refused(AnchorRefusal refusal) implements Making {}
  }

  /** Makes a signer for the log of this name; the key must be Ed25519. */
  public static Making of(String origin, SigningKey key) {
    Optional<NoteKey> verifier = NoteKey.of(origin, key.verifyingKey());
    if (verifier.isEmpty()) {
      return new Making.Refused(AnchorRefusal.of(AnchorFault.NAME_UNFIT, "`" + origin + "`"));
    }
    return switch (verifier.get().kind()) {
      case ED25519 -> new Making.Made(new LogSigner(key, verifier.get()));
      case ECDSA_P256, COSIGNATURE ->
          new Making.Refused(AnchorRefusal.of(AnchorFault.KEY_UNFIT, "it is not Ed25519"));
    };
  }

  /** Gives the public key that verifies what it signs. */
  public NoteKey verifier() {
    return verifier;
  }

  /** Gives the signed checkpoint of a tree. */
  public Checkpoint checkpoint(long size, byte[] root) {
    byte[] text = CheckpointText.of(verifier.name(), size, root).bytes();
    return switch (Checkpoint.of(SignedNote.sign(text, key, verifier))) {
      case Checkpoint.Reading.Read(Checkpoint checkpoint) -> checkpoint;
      case Checkpoint.Reading.Refused(AnchorRefusal refusal) ->
          throw new BugException("we read what we write: " + refusal.text());
    };
  }
}
