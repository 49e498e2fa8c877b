package dev.assay.app.record;

import dev.assay.core.problem.Problem;

/** What opening a journal gave. */
public sealed interface JournalOpening {
  /** It is open and held. */
  record Opened(Journal journal) implements JournalOpening {}

  /** It cannot be opened; trying again later is allowed. */
  record Failed(Problem problem) implements JournalOpening {}
}
