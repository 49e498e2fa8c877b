package dev.assay.core.report;

import dev.assay.core.json.ActingCharacters;
import java.util.List;

/**
 * Lines of comma-separated values by RFC 4180, made safe for spreadsheets and terminals.
 *
 * <p>Guarantees: every cell is quoted, so that no separator, of whatever locale, splits it;
 * control, format and bidirectional characters and line ends inside a cell are shown as {@code
 * \\u{202e}}; a cell that a spreadsheet could take for a formula, because it begins with {@code =},
 * {@code +}, {@code -}, {@code @}, their full-width forms, a tab or a line end, begins with an
 * apostrophe instead. A reader that wants the exact text takes JSON.
 */
public final class CsvLine {
  private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n";

  private CsvLine() {}

  /** Gives one record with its line end, CR LF. */
  public static String of(List<String> cells) {
    StringBuilder line = new StringBuilder();
    String separator = "";
    for (String cell : cells) {
      line.append(separator).append('"');
      cell(line, cell);
      line.append('"');
      separator = ",";
    }
    return line.append("\r\n").toString();
  }

  private static void cell(StringBuilder line, String cell) {
    if (startsFormula(cell)) {
      line.append('\'');
    }
    for (int at = 0; at < cell.length(); ) {
      int c = cell.codePointAt(at);
      if (c == '"') {
        line.append("\"\"");
      } else if (ActingCharacters.acts(c)) {
        line.append("\\u{").append(Integer.toHexString(c)).append('}');
      } else {
        line.appendCodePoint(c);
      }
      at += Character.charCount(c);
    }
  }

  /** A spreadsheet may skip what does not show before it looks for a formula. */
  private static boolean startsFormula(String cell) {
    int at = 0;
    while (at < cell.length() && FORMULA.indexOf(cell.charAt(at)) < 0) {
      int c = cell.codePointAt(at);
      if (!ActingCharacters.acts(c) && !Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
        return false;
      }
      at += Character.charCount(c);
    }
    return at < cell.length();
  }
}
