package dev.assay.app.record;

import dev.assay.core.evidence.ChainHead;
import dev.assay.core.problem.Problem;

/** What asking for the head of what is being recorded gave. */
public sealed interface HeadReading {
  /**
   * It is known.
   *
   * @param run run id of the part that is being recorded
   * @param head over every event appended before the question; later ones may or may not count
   */
  record Known(String run, ChainHead head) implements HeadReading {}

  /** Nothing is in a journal: the session may still be a probe, or has ended. */
  record Nothing() implements HeadReading {}

  /** The journal could not be read back. Recording is not affected. */
  record Unknown(Problem problem) implements HeadReading {}
}
