package dev.assay.core.report;

/**
 * Untrusted text made safe to stand in Markdown that a forge renders.
 *
 * <p>Guarantees: the result is one line and one code span, so nothing in it is a link, an image,
 * HTML, a mention of somebody, emphasis or the end of what surrounds it; an empty text becomes a
 * dash. It must not stand in a table, whose cells a bar splits before code is looked for. Source:
 * {@code trust-basis.md} 12.1.
 */
public final class MarkdownText {
  private MarkdownText() {}

  /**
   * Gives the text as a code span of at most so many code points; longer text ends in an ellipsis.
   */
  public static String code(String text, int maxCodePoints) {
    String line =
        ReportText.bounded(text, maxCodePoints)
            .replace('\n', ' ')
            .replace('\r', ' ')
            .replace('\t', ' ')
            .replace('\u2028', ' ')
            .replace('\u2029', ' ');
    if (line.isBlank()) {
      return "-";
    }
    String fence = "`".repeat(longestRun(line) + 1);
    boolean pads = line.startsWith("`") || line.endsWith("`") || line.startsWith(" ");
    String pad = pads || line.endsWith(" ") ? " " : "";
    return fence + pad + line + pad + fence;
  }

  /** The most backticks in a row. */
  private static int longestRun(String line) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < line.length(); i++) {
      run = line.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
