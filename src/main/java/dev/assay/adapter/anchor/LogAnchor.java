package dev.assay.adapter.anchor;

import dev.assay.app.offline.anchor.Anchor;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.problem.BugException;
import dev.assay.core.tlog.LogSigner;
import java.util.List;

/**
 * A transparency log that whoever holds its key can append to. Its receipts are proofs of
 * inclusion; those of one request are all under one checkpoint.
 */
public final class LogAnchor implements Anchor {
  private final LogDirectory log;
  private final LogSigner signer;

  /** Makes one that appends to a log and signs for it. */
  public LogAnchor(LogDirectory log, LogSigner signer) {
    this.log = log;
    this.signer = signer;
  }

  @Override
  public Anchoring anchor(List<AnchorSubject> subjects) {
    return switch (log.append(subjects, signer)) {
      case LogDirectory.Outcome.Appended appended ->
          new Anchoring.Anchored(
              appended.entries().stream()
                  .map(entry -> new Receipt(entry.proof().bytes(), entry.added()))
                  .toList());
      case LogDirectory.Outcome.Refused refused -> new Anchoring.Refused(refused.problem());
      case LogDirectory.Outcome.Unavailable unavailable ->
          new Anchoring.Unavailable(unavailable.problem());
      case LogDirectory.Outcome.Begun _,
          LogDirectory.Outcome.Continued _,
          LogDirectory.Outcome.Sound _ ->
          throw new BugException("what was appended is listed");
    };
  }
}
