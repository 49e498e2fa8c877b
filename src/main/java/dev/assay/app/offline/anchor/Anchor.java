package dev.assay.app.offline.anchor;

import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.problem.Problem;
import java.util.List;

/**
 * Somebody who can vouch for archives: a time-stamp authority or a transparency log. To have no
 * anchor nothing needs to be implemented: nobody is asked, and no receipt lies beside the bundle.
 *
 * <p>What a receipt is worth is judged elsewhere, by a {@link
 * dev.assay.core.anchor.AnchorVerifier}.
 */
public interface Anchor {
  /** What asking for receipts gave. */
  sealed interface Anchoring {
    /**
     * Receipts, to be kept beside the bundles.
     *
     * @param receipts one for each subject, in their order
     */
    record Anchored(List<Receipt> receipts) implements Anchoring {
      /** Copies the list. */
      public Anchored {
        receipts = List.copyOf(receipts);
      }
    }

    /** The answer, or the anchor's state, is not acceptable. */
    record Refused(Problem problem) implements Anchoring {}

    /** The anchor cannot be reached or used now. */
    record Unavailable(Problem problem) implements Anchoring {}
  }

  /**
   * What vouches for one archive.
   *
   * @param bytes the receipt
   * @param isNew whether the anchor did not vouch for the archive before
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
  record Receipt(byte[] bytes, boolean isNew) {}

  /**
   * Asks for a receipt for each of some archives. Only digests leave the machine. Unless all of
   * them are had, none is given.
   */
  Anchoring anchor(List<AnchorSubject> subjects);
}
