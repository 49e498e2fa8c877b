package dev.assay.app.offline;

import dev.assay.core.evidence.verify.VerdictLayer;
import dev.assay.core.evidence.verify.VerdictLayer.Question;
import dev.assay.core.evidence.verify.VerifiedBundle;

/**
 * Answers one layer of the verdict with something that lies beside the archive: an expectation, a
 * signature, a time stamp, a log proof.
 *
 * <p>It is asked only about a bundle whose structure is intact, which the token proves. It never
 * throws for bad input: whatever it was given that cannot be used is a failed layer with its
 * reason.
 */
public interface LayerCheck {
  /** Gives the layer it answers; a request holds at most one check for each. */
  Question question();

  /** Gives the answer, a layer of {@link #question}. */
  VerdictLayer check(VerifiedBundle bundle);
}
