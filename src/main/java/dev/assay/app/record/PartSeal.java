package dev.assay.app.record;

import dev.assay.core.problem.Problem;

/** What sealing one part gave. */
public sealed interface PartSeal {
  /** The bundle is in its place and durable; the journal is gone. */
  record Sealed(SealedBundle bundle) implements PartSeal {}

  /**
   * There is no bundle; the journal is kept and the next start tries again.
   *
   * @param problem what went wrong
   * @param journal where the journal lies
   */
  record Failed(Problem problem, String journal) implements PartSeal {}
}
