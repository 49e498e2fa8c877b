package dev.assay.core.tlog;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorStanding;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.anchor.AnchorVerifier;

/**
 * Judges log proofs offline. It confirms that the log, and as many witnesses as demanded, signed a
 * tree that holds the bundle; not that the log shows everybody the same tree: that is what
 * witnesses and remembered checkpoints are for.
 *
 * @param trust whom to believe
 */
public record LogProofVerifier(LogTrust trust) implements AnchorVerifier {
  @Override
  public AnchorKind kind() {
    return AnchorKind.LOG;
  }

  @Override
  public AnchorStanding verify(byte[] receipt, AnchorSubject subject) {
    return switch (LogProof.read(receipt)) {
      case LogProof.Reading.Refused(AnchorRefusal refusal) -> new AnchorStanding.Refused(refusal);
      case LogProof.Reading.Read(LogProof proof) -> judge(proof, subject);
    };
  }

  private AnchorStanding judge(LogProof proof, AnchorSubject subject) {
    Checkpoint checkpoint = proof.checkpoint();
    return switch (trust.judge(checkpoint)) {
      case LogTrust.Standing.Refused(AnchorRefusal refusal) -> new AnchorStanding.Refused(refusal);
      case LogTrust.Standing.Trusted trusted ->
          proof.includes(LogLeaf.hash(subject))
              ? new AnchorStanding.Logged(
                  checkpoint.origin(),
                  proof.index(),
                  checkpoint.size(),
                  trusted.witnesses(),
                  trusted.seenAt())
              : new AnchorStanding.Refused(
                  AnchorRefusal.of(
                      AnchorFault.INCLUSION_FAILS,
                      "index %d of %d".formatted(proof.index(), checkpoint.size())));
    };
  }
}
