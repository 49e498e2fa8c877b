package dev.assay.app.offline.anchor;

import dev.assay.core.anchor.AnchorKind;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.problem.Problem;

/** Somebody outside who can vouch for an archive: a time-stamp authority, a log, or nobody. */
public interface Anchor {
  /** Vouches for nothing. */
  Anchor NONE =
      new Anchor() {
        @Override
        public AnchorKind kind() {
          return AnchorKind.NONE;
        }

        @Override
        public Anchoring anchor(AnchorSubject subject) {
          return new Anchoring.Nothing();
        }
      };

  /** What asking for a receipt gave. */
  sealed interface Anchoring {
    /** A receipt, to be kept beside the bundle. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Anchored(byte[] receipt) implements Anchoring {}

    /** No receipt is made by this anchor. */
    record Nothing() implements Anchoring {}

    /** The answer, or the anchor's state, is not acceptable. */
    record Refused(Problem problem) implements Anchoring {}

    /** The anchor cannot be reached or used now. */
    record Unavailable(Problem problem) implements Anchoring {}
  }

  /** Gives the kind of its receipts. */
  AnchorKind kind();

  /** Asks for a receipt. Only digests leave the machine. */
  Anchoring anchor(AnchorSubject subject);
}
