package dev.assay.core.note;

/**
 * Why a text is no note, or no checkpoint.
 *
 * @param rule the broken rule
 * @param detail what was found
 * @param line where, from 1; 0 when it is about the whole text
 */
public record NoteRefusal(Rule rule, String detail, int line) {
  /** What can be wrong. */
  public enum Rule {
    /** The size is bounded before anything is parsed. */
    TOO_LARGE,
    /** Not of the form. */
    FORM
  }

  static NoteRefusal of(String detail, int line) {
    return new NoteRefusal(Rule.FORM, detail, line);
  }
}
