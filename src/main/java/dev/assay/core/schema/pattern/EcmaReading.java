package dev.assay.core.schema.pattern;

/** What came of reading a pattern. */
sealed interface EcmaReading {
  /** It is a regular language. */
  record Regular(Regex regex) implements EcmaReading {}

  /**
   * It is not ECMA-262, or needs more than a linear-time engine can do.
   *
   * @param reason a clause that follows the pattern's name
   */
  record Refused(String reason) implements EcmaReading {}
}
