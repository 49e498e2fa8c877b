package dev.assay.core.schema.pattern;

import java.util.List;

/** Patterns with texts that tell engines apart, and what ECMA-262 with the flag {@code u} says. */
final class PatternTable {
  /**
   * A pattern and its answers.
   *
   * @param pattern ECMA-262
   * @param yes texts it is found in
   * @param no texts it is not found in
   */
  record Row(String pattern, List<String> yes, List<String> no) {}

  private PatternTable() {}

  private static Row row(String pattern, List<String> yes, List<String> no) {
    return new Row(pattern, yes, no);
  }

  private static List<String> t(String... texts) {
    return List.of(texts);
  }

  static final List<Row> ROWS =
      List.of(
          row("", t("", "a"), t()),
          row("a", t("a", "ba\n"), t("", "A")),
          row("^a$", t("a"), t("a\n", "\na", "ab", "a\r\n")),
          row("^[a-z]+$", t("abc"), t("abc\n", "", "aBc")),
          row("^$", t(""), t("\n")),
          row("$", t("", "x"), t()),
          row("a$b", t(), t("a\nb", "ab")),
          row("a^b", t(), t("a\nb", "ab")),
          row(
              "^.$",
              t("a", "\u0085", "\uD83D\uDD12", "\u0000"),
              t("\n", "\r", "\u2028", "\u2029", "")),
          row("^a.*$", t("a", "abc"), t("a\n", "ab\rc")),
          row("^a.*", t("a", "a\nb"), t("ba")),
          row(
              "^\\s$",
              t(
                  " ", "\t", "\n", "\u000B", "\f", "\r", "\u00A0", "\u1680", "\u2003", "\u2028",
                  "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF"),
              t("\u0085", "\u180E", "\u200B", "x")),
          row("^\\S$", t("\u0085", "\u180E", "x", "\uD83D\uDD12"), t("\uFEFF", "\u00A0")),
          row("^\\d+$", t("0123456789"), t("\u0660", "\u09E6", "")),
          row("^\\D$", t("\u0660", "a"), t("5")),
          row("^\\w+$", t("aZ09_"), t("\u00E9", "-", "\u017F", "\u212A")),
          row("^\\W$", t("\u00E9", "-", "\u017F"), t("_", "a")),
          row("\\bcat\\b", t("a cat.", "cat", "\u00E9cat\u00E9"), t("concat", "cat_")),
          row("\\B", t("", "ab", "--"), t("a")),
          row("^\\u0041\\x42\\u{43}$", t("ABC"), t("ABc")),
          row("^\\u{1F512}$", t("\uD83D\uDD12"), t("\uD83D")),
          row("^\\uD83D\\uDD12$", t("\uD83D\uDD12"), t("x")),
          row("^[\\uD83D\\uDD12]$", t("\uD83D\uDD12"), t("x")),
          row("^\uD83D\uDD12{2}$", t("\uD83D\uDD12\uD83D\uDD12"), t("\uD83D\uDD12")),
          row("^\\cJ\\t\\n\\v\\f\\r\\0$", t("\n\t\n\u000B\f\r\u0000"), t("\n\t\n\u000B\f\r0")),
          row("^[\\b]$", t("\b"), t("b")),
          row("^[]$", t(), t("", "a", "]")),
          row("a|[]", t("a"), t("b")),
          row("^[^]$", t("a", "\n", "\u2028", "\uD83D\uDD12"), t("", "ab")),
          row("^[^a]$", t("\n", "b"), t("a", "")),
          row("^[\\w.-]+@[\\w-]+\\.com$", t("a.b-c@d-e.com"), t("@d.com", "a@d.com\n")),
          row("^[\\s\\d]$", t("\u3000", "7"), t("x")),
          row("^[\\S]$", t("x"), t("\uFEFF")),
          row("^[^\\d\\s]$", t("x"), t("7", " ")),
          row("^[a\\-z]+$", t("a-z"), t("b")),
          row("^[-a]+$", t("-a"), t("b")),
          row("^[a-]+$", t("-a"), t("b")),
          row("^[\\]\\\\^]+$", t("]\\^"), t("[")),
          row("^[[]$", t("["), t("]")),
          row("\\/\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\^\\$\\\\", t("/.*+?()[]{}|^$\\"), t("/")),
          row("^/app/", t("/app/", "/app/x"), t("/app", "x/app/")),
          row("^/app/.*$", t("/app/", "/app/x"), t("/app/\n", "/app")),
          row("^(?:/a|/b)/x$", t("/a/x", "/b/x"), t("/c/x")),
          row("^(?<name>ab)+$", t("abab"), t("aba")),
          row("^(a|ab)(c|bcd)(d*)$", t("abcd", "abc", "acddd"), t("ab", "")),
          row("^a{2}$", t("aa"), t("a", "aaa")),
          row("^a{2,}$", t("aa", "aaaa"), t("a")),
          row("^a{1,2}b$", t("ab", "aab"), t("b", "aaab")),
          row("^a{0}b$", t("b"), t("ab")),
          row("^a*?b+?c??$", t("b", "aabbc"), t("a", "")),
          row("^(a*)*$", t("", "aaa"), t("b")),
          row("^(?:a?){3}a{3}$", t("aaa", "aaaaaa"), t("aa", "aaaaaaa")),
          row("^[a-z]+://[^/]+/$", t("http://h/"), t("http:/h/", "http://h")),
          row("^\\d{4}-\\d{2}-\\d{2}$", t("2026-11-23"), t("2026-1-23", "2026-11-23\n")),
          row("^a+a$", t("aa", "aaa"), t("a")),
          row("^a*ab?$", t("a", "aab"), t("b")),
          row("^\\p{L}+$", t("\u00E9\u4E2D"), t("1")),
          row("^\\p{Letter}+$", t("\u00E9\u4E2D"), t("1")),
          row("^\\p{Lu}\\P{Lu}$", t("\u00C9x"), t("xX")),
          row("^\\p{Script=Greek}+$", t("\u03B1"), t("a")),
          row("^\\p{sc=Cyrillic}$", t("\u0416"), t("a")),
          row("^\\p{General_Category=Decimal_Number}$", t("5", "\u0665"), t("a")),
          row("^[\\p{Ll}\\d]+$", t("a5\u00E9"), t("A")),
          row("^\\p{ASCII}+$", t("a~"), t("\u00E9")),
          row("^\\p{White_Space}$", t("\u0085", " "), t("\uFEFF")),
          row("^\\P{Any}$", t(), t("a", "")),
          row("^\\p{Emoji_Presentation}$", t("\uD83D\uDD12"), t("a")),
          row("x*", t("", "y"), t()),
          row("(?:)", t("", "y"), t()),
          row("a||b", t("", "z"), t()),
          row("\u00E9", t("caf\u00E9"), t("cafe\u0301")),
          row("^\\u0000$", t("\u0000"), t("")),
          row("^[\\u{10000}-\\u{10FFFF}]$", t("\uD83D\uDD12"), t("a")),
          row("^[^\\u{10000}-\\u{10FFFF}]$", t("a"), t("\uD83D\uDD12")),
          row("^[\\uD800-\\uDFFFa]$", t("a"), t("\uD83D\uDD12", "b")));

  /** Patterns that are refused at load, in ours or in every engine. */
  static final List<String> REFUSED =
      List.of(
          "(?=a)",
          "(?!a)",
          "(?<=a)b",
          "(?<!a)b",
          "(a)\\1",
          "\\k<n>(?<n>a)",
          "a{1001}",
          "a{0,5000}",
          "((a{500}){500}){500}",
          "(",
          ")",
          "[",
          "a**",
          "*a",
          "+",
          "?",
          "{2}",
          "a{2",
          "}",
          "]",
          "a{3,2}",
          "[b-a]",
          "[\\d-z]",
          "[a-\\w]",
          "\\",
          "\\c",
          "\\c1",
          "\\x4",
          "\\u12",
          "\\u{110000}",
          "\\u{}",
          "\\u{ffffffff}",
          "\\01",
          "\\a",
          "\\Z",
          "\\A",
          "\\Q",
          "\\e",
          "^*",
          "\\b+",
          "$?",
          "(?i)a",
          "(?i:a)",
          "(?P<n>a)",
          "(?>a)",
          "a++",
          "\\p",
          "\\pL",
          "\\p{Nonsense}",
          "\\p{Script_Extensions=Greek}",
          "\\p{}",
          "\\8",
          "\\u{1F512");
}
