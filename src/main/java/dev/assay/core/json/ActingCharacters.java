package dev.assay.core.json;

/**
 * Characters that do something where text is shown instead of being seen: control, formatting and
 * bidirectional characters, lone surrogates, line and paragraph separators, and code points nobody
 * assigned a meaning to. A terminal obeys them or a reader does not see them. Who shows foreign
 * text escapes or replaces exactly these; looks that deceive, such as letters of other scripts, are
 * not among them.
 */
public final class ActingCharacters {
  private ActingCharacters() {}

  /** Says whether a code point acts. */
  public static boolean acts(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
