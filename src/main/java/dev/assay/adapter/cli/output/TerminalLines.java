package dev.assay.adapter.cli.output;

import dev.assay.core.json.ActingCharacters;

/**
 * Text made safe for a terminal: control characters, escape sequences and characters that turn the
 * reading direction are shown as {@code \\u{1b}} instead of acting.
 */
public final class TerminalLines {
  private TerminalLines() {}

  /** Gives the text with everything but line ends and tabs made visible. */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      append(safe, text.codePointAt(i));
    }
    return safe.toString();
  }

  /** Gives the text on one line: line ends are made visible too, so that it cannot add lines. */
  public static String oneLine(String text) {
    return of(text).replace("\n", "\\u{a}");
  }

  private static void append(StringBuilder safe, int c) {
    boolean acts = c != '\n' && c != '\t' && ActingCharacters.acts(c);
    if (acts) {
      safe.append("\\u{").append(Integer.toHexString(c)).append('}');
    } else {
      safe.appendCodePoint(c);
    }
  }
}
