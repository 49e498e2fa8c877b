package dev.assay.core.policy.document;

import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the five name patterns: a name, {@code *}, {@code text*}, {@code *text}, {@code *text*}.
 * Comparison is by code point, case-sensitive, untrimmed.
 *
 * <p>Source: {@code policy.md} 1.4.
 *
 * @param text the pattern as written
 * @param form which of the five
 * @param literal the text without the stars at its ends
 * @param where its place in the document
 */
public record NamePattern(String text, Form form, String literal, Where where) {
  /** The most characters a tool name has. */
  public static final int MAX_NAME = 128;

  /** The five forms. */
  public enum Form {
    /** Equal to the literal. */
    NAME,
    /** Any name. */
    ANY,
    /** Starts with the literal. */
    PREFIX,
    /** Ends with the literal. */
    SUFFIX,
    /** Contains the literal. */
    CONTAINS
  }

  /** Gives the pattern for a text that {@link #read} accepts. */
  static NamePattern of(String text, Where where) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == '*') {
      from++;
    }
    while (to > from && text.charAt(to - 1) == '*') {
      to--;
    }
    String literal = text.substring(from, to);
    boolean before = from > 0;
    boolean after = to < text.length();
    Form form;
    if (literal.isEmpty()) {
      form = text.isEmpty() ? Form.NAME : Form.ANY;
    } else if (before) {
      form = after ? Form.CONTAINS : Form.SUFFIX;
    } else {
      form = after ? Form.PREFIX : Form.NAME;
    }
    return new NamePattern(text, form, literal, where);
  }

  /** Reads a list of patterns; one that can never mean what it says is refused. */
  public static List<NamePattern> readAll(Section section, String name) {
    List<NamePattern> patterns = new ArrayList<>();
    Optional<List<String>> texts = section.strings(name);
    for (int i = 0; texts.isPresent() && i < texts.get().size(); i++) {
      Where where = section.findings().value(section.at(name) + "/" + i);
      read(texts.get().get(i), where, section.findings()).ifPresent(patterns::add);
    }
    return patterns;
  }

  /** Reads one pattern; one that can never mean what it says is refused. */
  public static Optional<NamePattern> read(String text, Where where, Findings findings) {
    PolicyFault fault = null;
    String why = "";
    NamePattern pattern = of(text, where);
    if (text.isEmpty()) {
      fault = PolicyFault.PATTERN_EMPTY;
      why = "an empty pattern matches no tool";
    } else if (!text.strip().equals(text) || text.isBlank()) {
      fault = PolicyFault.PATTERN_WHITESPACE;
      why = "pattern `" + text + "` has blanks around it and matches no tool";
    } else if (pattern.literal.indexOf('*') >= 0) {
      fault = PolicyFault.PATTERN_INNER_STAR;
      why = "pattern `" + text + "` has a star inside, it would match no tool";
    } else if (!isReadable(pattern.literal)) {
      fault = PolicyFault.PATTERN_CHARACTER;
      why = "pattern `" + text + "` has characters that no tool name has";
    }
    if (fault != null) {
      findings.refuse(fault, why, where, null);
      return Optional.empty();
    }
    if (!isName(pattern.literal) && !pattern.literal.isEmpty()) {
      findings.warn(
          PolicyFault.PATTERN_GLOB_META,
          "pattern `" + text + "` is compared as written and matches no tool",
          where,
          "only a star at an end has a meaning");
    }
    return Optional.of(pattern);
  }

  /** Says whether a tool name has the shape that every tool name has. */
  public static boolean isName(String name) {
    int length = name.length();
    if (length == 0 || length > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!isNameCharacter(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '-'
        || c == '/';
  }

  /** Name characters, and those that other pattern languages use: these get a warning. */
  private static boolean isReadable(String literal) {
    if (literal.length() > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (!isNameCharacter(c) && "?[]{}".indexOf(c) < 0) {
        boolean list = c == ',' || c == '!' || c == '^';
        if (!list || (literal.indexOf('[') < 0 && literal.indexOf('{') < 0)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Says whether every name that another pattern matches matches this one. */
  public boolean covers(NamePattern other) {
    if (form == Form.ANY || other.form == Form.NAME) {
      return matches(other.literal) || form == Form.ANY;
    }
    return switch (form) {
      case NAME, ANY -> false;
      case PREFIX -> other.form == Form.PREFIX && other.literal.startsWith(literal);
      case SUFFIX -> other.form == Form.SUFFIX && other.literal.endsWith(literal);
      case CONTAINS -> other.form != Form.ANY && other.literal.contains(literal);
    };
  }

  /** Says whether a name matches. */
  public boolean matches(String name) {
    return switch (form) {
      case NAME -> name.equals(literal);
      case ANY -> true;
      case PREFIX -> name.startsWith(literal);
      case SUFFIX -> name.endsWith(literal);
      case CONTAINS -> name.contains(literal);
    };
  }
}
