package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.crypto.SigningKey;
import dev.assay.core.problem.BugException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    if (!NoteKey.isName(origin)) {
      return new Making.Refused(AnchorRefusal.of(AnchorFault.NAME_UNFIT, "`" + origin + "`"));
    }
    Optional<NoteKey> verifier =
        NoteKey.ofPublicKeyInfo(origin, NoteKey.Kind.LOG, key.publicKeyInfo());
    return verifier.isEmpty()
        ? new Making.Refused(AnchorRefusal.of(AnchorFault.KEY_UNFIT, "it is not Ed25519"))
        : new Making.Made(new LogSigner(key, verifier.get()));
  }

  /** Gives the public key that verifies what it signs. */
  public NoteKey verifier() {
    return verifier;
  }

  /** Gives the signed checkpoint of a tree. */
  public Checkpoint checkpoint(long size, byte[] root) {
    byte[] text = Checkpoint.text(verifier.name(), size, root);
    byte[] signature =
        ('\n' + SignedNote.Signature.line(verifier.name(), verifier.id(), key.sign(text)))
            .getBytes(StandardCharsets.UTF_8);
    byte[] note =
        ByteBuffer.allocate(text.length + signature.length).put(text).put(signature).array();
    return switch (Checkpoint.read(note)) {
      case Checkpoint.Reading.Read(Checkpoint checkpoint) -> checkpoint;
      case Checkpoint.Reading.Refused(AnchorRefusal refusal) ->
          throw new BugException("we read what we write: " + refusal.text());
    };
  }
}
