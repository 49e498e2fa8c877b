package dev.assay.core.evidence.verify;

/** Which ways lines of events may take; both give the same verdict. */
enum LineWays {
  /** The quick way where there is nothing to say about a line, else the full one. */
  QUICK_AND_FULL,
  /** The full one always, for comparing. */
  FULL_ONLY
}
