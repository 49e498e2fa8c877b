package dev.assay.app.record;

import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The open journal of one part. The recorder appends under its lock; waiting for durability may
 * happen on several threads at once.
 */
public interface Journal {
  /** Gives its name, unique in its store. */
  String name();

  /**
   * Appends canonical envelopes, all of them or none, in one piece. When it returns, the operating
   * system has them: they survive the end of this process. After a failure the journal stays
   * usable; nothing of the failed lines will be read back.
   */
  Appending append(List<byte[]> lines);

  /**
   * Waits as long as the configured durability demands for what was appended up to a position;
   * returns at once when it demands nothing.
   */
  Optional<Problem> awaitDurable(long position);

  /**
   * Gives why it is in doubt that the disk keeps what was appended: it failed to once, and the
   * operating system may have dropped what it could not write, whatever it says later. Never ends.
   * What is still readable can be sealed; nothing that needs a record should be appended any more.
   */
  default Optional<Problem> doubt() {
    return Optional.empty();
  }

  /**
   * Writes the bundle of this part and gives the journal up. Nothing may be appended afterwards.
   */
  PartSeal seal(SealOrder order);

  /**
   * Gives the head over what was appended so far, computed from the stored lines on the calling
   * thread. Slow; may run beside {@link #append}. A journal that keeps nothing has no head.
   */
  default HeadReading head() {
    return new HeadReading.Nothing();
  }
}
