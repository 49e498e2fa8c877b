package dev.assay.core.identity;

/**
 * Text of one kind, in one place of a definition, that a person who reads the definition does not
 * see as a model does.
 *
 * @param kind what it is
 * @param pointer the JSON Pointer of the text, inside the tool or the server's statement
 * @param count how many characters, or 1 for a kind that is not counted
 */
public record HiddenText(Kind kind, String pointer, int count) {

  /** What hides. The order is the order in which kinds are told. */
  public enum Kind {
    /** C0 and C1 control characters but for tab and line ends; line and paragraph separators. */
    CONTROL_CHARACTERS("control_characters", "control characters"),
    /** Escape, or the single characters that begin a terminal's sequences. */
    TERMINAL_ESCAPES("terminal_escapes", "terminal escapes"),
    /** Marks, embeddings, overrides and isolates of the reading direction. */
    BIDI_CONTROLS("bidi_controls", "characters that turn the reading direction"),
    /**
     * Characters without a shape of their own: zero width space and joiners, word joiner, soft
     * hyphen, fillers. A joiner between two emoji is none.
     */
    ZERO_WIDTH("zero_width", "characters of no width"),
    /** The tag block, U+E0000 to U+E007F: invisible ASCII. */
    TAG_CHARACTERS("tag_characters", "tag characters, which spell invisible text"),
    /** The supplementary variation selectors, and several selectors in a row. */
    VARIATION_SELECTORS("variation_selectors", "variation selectors, which can carry data"),
    /** A comment of HTML or Markdown, which rendered text does not show. */
    COMMENT("comment", "a comment that rendered text does not show"),
    /** More text than a person reads before agreeing. */
    OVER_LONG("over_long", "more text than anybody reads");

    private final String wire;
    private final String words;

    Kind(String wire, String words) {
      this.wire = wire;
      this.words = words;
    }

    /** Gives the name in JSON output. */
    public String wire() {
      return wire;
    }

    /** Gives the kind in words, after a count. */
    public String words() {
      return words;
    }
  }

  /** Gives the finding in words, one line without foreign text. */
  public String sentence() {
    return switch (kind) {
      case COMMENT, OVER_LONG -> kind.words();
      case CONTROL_CHARACTERS,
          TERMINAL_ESCAPES,
          BIDI_CONTROLS,
          ZERO_WIDTH,
          TAG_CHARACTERS,
          VARIATION_SELECTORS ->
          count + " " + kind.words();
    };
  }
}
