package dev.assay.core.anchor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a receipt is worth under the given trust. */
public sealed interface AnchorStanding {
  /**
   * A trusted authority says that the archive existed at this time.
   *
   * @param time the time of the token
   * @param accuracy how far the true time may be from it, or null when the authority does not say
   * @param authority the subject name of the certificate that signed
   */
  record Stamped(Instant time, @Nullable Duration accuracy, String authority)
      implements AnchorStanding {
    /** Gives the latest instant the token allows for. */
    public Instant latest() {
      return accuracy == null ? time : time.plus(accuracy);
    }
  }

  /**
   * The archive is an entry of a trusted log.
   *
   * @param log the log's origin
   * @param index the entry's place, from 0
   * @param size entries in the tree the proof is about
   * @param witnesses names of the trusted witnesses that signed this tree
   * @param seenAt the latest time by which the demanded quorum of witnesses had signed, or null
   *     when no witness was demanded
   */
  record Logged(String log, long index, long size, List<String> witnesses, @Nullable Instant seenAt)
      implements AnchorStanding {
    /** Copies the names. */
    public Logged {
      witnesses = List.copyOf(witnesses);
    }
  }

  /** The receipt is refused. */
  record Refused(AnchorRefusal refusal) implements AnchorStanding {}
}
